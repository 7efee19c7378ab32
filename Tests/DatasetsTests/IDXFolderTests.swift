import Basics
import Datasets
import MemoryFiles
import Testing

struct IDXFolderTests {
    static func folder(
        _ path: String = "d", train: [UInt8] = [5, 0, 4], test: [UInt8] = [7, 2], prefix: String = "", separator: String = "-",
        ending: String = ""
    ) -> MemoryFileSystem {
        func packed(_ bytes: [UInt8]) -> [UInt8] { ending == ".gz" ? IDXBytes.gzip(bytes) : bytes }
        func name(_ part: String, _ content: String) -> String { "\(path)/\(prefix)\(part)-\(content)\(ending)" }
        var files = MemoryFileSystem()
        files.content[name("train", "images\(separator)idx3-ubyte")] = packed(IDXBytes.images(train.count))
        files.content[name("train", "labels\(separator)idx1-ubyte")] = packed(IDXBytes.labels(train))
        files.content[name("t10k", "images\(separator)idx3-ubyte")] = packed(IDXBytes.images(test.count))
        files.content[name("t10k", "labels\(separator)idx1-ubyte")] = packed(IDXBytes.labels(test))
        return files
    }

    func load(_ files: MemoryFileSystem, _ path: String = "d", testData: String? = nil) throws -> DatasetPair {
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: files))
        let pair = try DatasetCatalog.standard.load(path, request)
        guard let testData else { return pair }
        return try DatasetCatalog.standard.replacingHeldOut(of: pair, with: testData, request)
    }

    @Test(arguments: ["-", "."], ["", ".gz"]) func namesWithHyphenOrDotPlainOrPackedAreFound(separator: String, ending: String)
        throws
    {
        let pair = try load(Self.folder(separator: separator, ending: ending))
        #expect(pair.train.count == 3)
        #expect(pair.heldOut.count == 2)
        #expect((0..<2).map { pair.heldOut.label(of: $0) } == [7, 2])
        #expect(pair.train.sampleShape == [1, 2, 3])
        #expect(pair.train.sample(2) == (20...25).map { Float($0) / 255 })
    }

    @Test func setsWithAPrefixAndOtherFilesBesideThemAreFound() throws {
        var files = Self.folder(prefix: "emnist-digits-")
        files.content["d/README.txt"] = [1]
        #expect(try load(files).train.count == 3)
    }

    @Test func aFolderAboveTheFilesWillDo() throws {
        #expect(try load(Self.folder("home/data/MNIST/raw"), "home/data").train.count == 3)
    }

    @Test func withoutTestFilesAPartIsPutAside() throws {
        var files = Self.folder(train: [UInt8](repeating: 1, count: 12))
        files.content = files.content.filter { $0.key.contains("train") }
        let pair = try load(files)
        #expect(pair.train.count == 10)
        #expect(pair.heldOut.count == 2)
    }

    @Test func testDataReplacesTheHeldOutPart() throws {
        var files = Self.folder()
        files.content.merge(Self.folder("other", test: [1, 2, 3, 4]).content) { first, _ in first }
        #expect(try load(files, testData: "other").heldOut.count == 4)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        var what: String
        var change: @Sendable (inout [String: [UInt8]]) -> Void
        var exitCode: Int32
        var says: [String]
        var testDescription: String { what }
    }

    @Test(arguments: [
        Bad(
            what: "more labels than images", change: { $0["d/train-labels-idx1-ubyte"] = IDXBytes.labels([1, 2, 3, 4]) },
            exitCode: 65,
            says: ["d/train-images-idx3-ubyte", "4 samples", "found 3"]),
        Bad(
            what: "images and labels swapped",
            change: {
                $0["d/train-labels-idx1-ubyte"] = IDXBytes.images(3)
                $0["d/train-images-idx3-ubyte"] = IDXBytes.labels([1, 2, 3])
            }, exitCode: 65, says: ["rank 1", "rank 3", "swapped"]),
        Bad(
            what: "label out of range", change: { $0["d/t10k-labels-idx1-ubyte"] = IDXBytes.labels([1, 11]) }, exitCode: 65,
            says: ["d/t10k-labels-idx1-ubyte", "labels 0…9", "11 at sample 1"]),
        Bad(
            what: "label far from all others", change: { $0["d/train-labels-idx1-ubyte"] = IDXBytes.labels([1, 2, 200]) },
            exitCode: 65, says: ["gaps", "3 classes up to 200"]),
        Bad(
            what: "labels missing", change: { $0["d/train-labels-idx1-ubyte"] = nil }, exitCode: 66,
            says: ["train-labels-idx1-ubyte(.gz) beside train-images-idx3-ubyte"]),
        Bad(
            what: "test images missing", change: { $0["d/t10k-images-idx3-ubyte"] = nil }, exitCode: 66,
            says: ["t10k-images-idx3"]),
        Bad(
            what: "test images of another size",
            change: { $0["d/t10k-images-idx3-ubyte"] = IDXBytes.file([2, 1, 1], [1, 2]) }, exitCode: 65,
            says: ["1×2×3", "1×1×1"]),
        Bad(
            what: "labels that are no whole numbers",
            change: {
                $0["d/train-labels-idx1-ubyte"] = IDXBytes.file(type: 0x0D, [3], [0x3F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
            }, exitCode: 65,
            says: ["whole numbers from 0 as labels", "0.5 at sample 0"]),
        Bad(
            what: "several sets",
            change: {
                $0 = [:]
                for set in ["emnist-digits", "emnist-letters"] {
                    $0["d/\(set)-train-images-idx3-ubyte"] = IDXBytes.images(1)
                    $0["d/\(set)-train-labels-idx1-ubyte"] = IDXBytes.labels([1])
                }
            }, exitCode: 65, says: ["one data set", "emnist-digits, emnist-letters"]),
        Bad(what: "empty folder", change: { $0 = ["d/notes": [1]] }, exitCode: 66, says: ["train-images-idx3-ubyte.gz", "none"]),
        Bad(what: "no folder", change: { $0 = [:] }, exitCode: 64, says: ["--data d", "none of them"]),
    ])
    func badFoldersAreOneClearLine(bad: Bad) throws {
        var files = Self.folder()
        bad.change(&files.content)
        let error = try #require(throws: InputError.self) { try load(files) }
        #expect(error.exitCode == bad.exitCode)
        for words in bad.says { #expect(error.description.contains(words), "\(error)") }
    }

    @Test func fashionIsCalledByItsNames() throws {
        let pair = try load(Self.folder("sets/fashion-mnist"), "sets/fashion-mnist")
        #expect(pair.train.classNames[9] == "ankle boot")
        #expect(pair.train.name == "fashion-mnist")
    }
}
