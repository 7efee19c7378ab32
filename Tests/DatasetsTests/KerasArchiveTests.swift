import Basics
import CZlib
import Datasets
import MemoryFiles
import Testing

/// Writes a zip archive of NumPy arrays, as `numpy.savez_compressed` does.
enum KerasBytes {
    static func array(_ type: String, _ shape: String, _ elements: [UInt8]) -> [UInt8] {
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
        while (10 + header.count + 1) % 16 != 0 { header += " " }
        header += "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count & 0xff), UInt8(header.count >> 8)] + Array(header.utf8)
            + elements
    }

    static func little(_ number: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(number >> (8 * $0) & 0xff) } }

    static func zip(_ members: [(String, [UInt8])], packed: Bool = true) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in members {
            // gzip's data between its header and its trailer are what zip wants.
            let data = packed ? Array(IDXBytes.gzip(content).dropFirst(10).dropLast(8)) : content
            let checksum = content.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
            let common =
                little(packed ? 8 : 0, 2) + little(0, 4) + little(checksum, 4) + little(data.count, 4) + little(content.count, 4)
                + little(name.utf8.count, 2) + little(0, 2)
            directory +=
                little(0x0201_4b50, 4) + little(20, 2) + little(20, 2) + little(0, 2) + common + little(0, 2) + little(0, 2)
                + little(0, 2)
                + little(0, 4) + little(archive.count, 4) + Array(name.utf8)
            archive += little(0x0403_4b50, 4) + little(20, 2) + little(0, 2) + common + Array(name.utf8) + data
        }
        return archive + directory + little(0x0605_4b50, 4) + little(0, 4) + little(members.count, 2) + little(members.count, 2)
            + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    }

    static func members(testLabels: [UInt8] = [7, 2]) -> [(String, [UInt8])] {
        [
            ("x_train.npy", array("|u1", "(3, 2, 3)", (0..<18).map { UInt8($0) })),
            ("y_train.npy", array("|u1", "(3,)", [5, 0, 4])),
            ("x_test.npy", array("|u1", "(2, 2, 3)", (20..<32).map { UInt8($0) })),
            ("y_test.npy", array("<i8", "(\(testLabels.count),)", testLabels.flatMap { little(Int($0), 8) })),
        ]
    }
}

struct KerasArchiveTests {
    func load(_ archive: [UInt8]) throws -> DatasetPair {
        let files = MemoryFileSystem(content: ["/h/.keras/datasets/mnist.npz": archive])
        let environment = DataEnvironment(variables: ["HOME": "/h"], files: files)
        return try DatasetCatalog.standard.load("mnist", DatasetRequest(environment: environment))
    }

    @Test(arguments: [true, false]) func theFourArraysAreRead(packed: Bool) throws {
        let pair = try load(KerasBytes.zip(KerasBytes.members(), packed: packed))
        #expect(pair.train.sampleShape == [1, 2, 3])
        #expect((0..<3).map { pair.train.label(of: $0) } == [5, 0, 4])
        #expect((0..<2).map { pair.heldOut.label(of: $0) } == [7, 2])
        #expect(pair.heldOut.sample(0) == (20..<26).map { Float($0) / 255 })
    }

    @Test func damagedArchivesAreOneClearLine() throws {
        let good = KerasBytes.zip(KerasBytes.members())
        var flipped = good
        flipped[60] ^= 0x10  // in the first array
        let cases: [([UInt8], String)] = [
            ([], "a zip archive"), (Array(good.dropLast(30)), "a zip archive"), (flipped, "mnist.npz"),
            (KerasBytes.zip(Array(KerasBytes.members().dropLast())), "y_test"),
            (KerasBytes.zip(KerasBytes.members(testLabels: [1, 2, 3])), "2 targets as x_test has samples"),
            (KerasBytes.zip([("x_train.npy", [1, 2, 3])]), "NumPy"),
            (KerasBytes.zip([("x_train.npy", KerasBytes.array("|u1", "(4000000000, 28, 28)", [0]))]), "bytes of elements"),
            (KerasBytes.zip([("x_train.npy", KerasBytes.array("<f8", "(1,)", [0]))]), "8 bytes of elements"),
        ]
        for (archive, words) in cases {
            let error = try #require(throws: InputError.self) { try load(archive) }
            #expect(error.exitCode == 65)
            #expect(error.description.contains(words), "\(error)")
        }
    }

    /// Whatever is cut or flipped, there is an answer and no crash.
    @Test func noDamageCrashes() {
        let good = KerasBytes.zip(KerasBytes.members())
        for position in good.indices {
            var flipped = good
            flipped[position] = ~flipped[position]
            _ = try? load(flipped)
            _ = try? load(Array(good[..<position]))
        }
    }
}
