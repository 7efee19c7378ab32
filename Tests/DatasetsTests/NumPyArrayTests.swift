import Basics
import Testing

@testable import Datasets

@Suite("NumPy arrays")
struct NumPyArrayTests {
    /// An array's bytes as `numpy.save` writes them.
    static func file(_ type: String, _ shape: String, isFortran: Bool = false, version: UInt8 = 1, _ elements: [UInt8]) -> [UInt8]
    {
        var header = "{'descr': '\(type)', 'fortran_order': \(isFortran ? "True" : "False"), 'shape': \(shape), }"
        while (12 + header.utf8.count + 1) % 16 != 0 { header += " " }
        header += "\n"
        let length = header.utf8.count
        let bytes = [UInt8(length & 0xFF), UInt8(length >> 8)] + (version > 1 ? [0, 0] : [])
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + bytes + Array(header.utf8) + elements
    }

    @Test(arguments: [
        ("|u1", [1, 255] as [UInt8], [1, 255] as [Float]), ("|b1", [0, 1], [0, 1]), ("|i1", [255, 1], [-1, 1]),
        ("<i2", [0, 1, 255, 255], [256, -1]), ("<u2", [1, 0, 255, 255], [1, 65535]),
        ("<i4", [1, 0, 0, 0, 255, 255, 255, 255], [1, -1]),
        ("<i8", [2, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255], [2, -1]),
        ("<f2", [0x00, 0x3C, 0x00, 0xC0], [1, -2]), ("<f4", [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0], [1, -2.5]),
        ("<f8", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0x04, 0xC0], [1, -2.5]),
        (">f4", [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0], [1, -2.5]), (">i2", [1, 0, 255, 255], [256, -1]),
    ])
    func everyTypeOfNumberIsRead(type: String, elements: [UInt8], values: [Float]) throws {
        #expect(try NumPyArray(Self.file(type, "(2,)", elements), subject: "a").values() == values)
        #expect(try NumPyArray(Self.file(type, "(1, 2)", version: 2, elements), subject: "a").values() == values)
    }

    @Test func columnMajorArraysAreTurned() throws {
        // [[0, 1, 2], [3, 4, 5]] column after column.
        let flat = try NumPyArray(Self.file("|u1", "(2, 3)", isFortran: true, [0, 3, 1, 4, 2, 5]), subject: "a")
        #expect(try flat.bytes() == [0, 1, 2, 3, 4, 5])
        let deep = try NumPyArray(
            Self.file("<u2", "(2, 2, 3)", isFortran: true, [0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11].flatMap { [$0, 0] }),
            subject: "a")
        #expect(deep.values() == (0..<12).map { Float($0) })
    }

    @Test func bytesAreWholeNumbersThatFit() throws {
        #expect(try NumPyArray(Self.file("<i2", "(2,)", [7, 0, 255, 0]), subject: "a").bytes() == [7, 255])
        for (type, elements) in [("<i2", [0, 1]), ("|i1", [255]), ("<f4", [0, 0, 0x80, 0x3F])] as [(String, [UInt8])] {
            let error = try #require(throws: InputError.self) {
                _ = try NumPyArray(Self.file(type, "(1,)", elements), subject: "a").bytes()
            }
            #expect(error.kind == .malformed)
            #expect(error.advice == "convert it with astype('uint8')")
        }
    }

    @Test(arguments: [
        (file("<c8", "(1,)", [UInt8](repeating: 0, count: 8)), "numbers or truth values as elements"),
        (file("|O", "(1,)", [0]), "numbers or truth values as elements"),
        (file("|u1", "()", [0]), "an array with an order and a shape"),
        (file("|u1", "(-1,)", [0]), "an array with an order and a shape"), (file("|u1", "(2,)", [0]), "2 bytes of elements"),
        (file("<f8", "(4000000000, 4000000000)", [0]), "\(Int.max) bytes of elements"),
        (Array(file("|u1", "(1,)", [0]).prefix(30)), "a header of"), (Array("no array of any kind".utf8), "a NumPy array"),
        ([], "a NumPy array"),
    ])
    func whatIsNoneSaysWhy(_ bytes: [UInt8], expected: String) throws {
        let error = try #require(throws: InputError.self) { try NumPyArray(bytes, subject: "x.npy") }
        #expect(error.subject == "x.npy")
        #expect(error.expected.hasPrefix(expected), "\(error)")
    }
}
