import Basics
import Datasets
import MemoryFiles
import Testing

struct IDXFileTests {
    static let images = IDXBytes.images(3)

    @Test(arguments: [1, 3, 7, Int.max])
    func plainAndGzipFilesReadTheSameInPiecesOfAnySize(pieceSize: Int) throws {
        let packed = IDXBytes.gzip(Self.images)
        let members = IDXBytes.gzip(Array(Self.images[..<9])) + IDXBytes.gzip(Array(Self.images[9...])) + [0, 0, 0]
        for content in [Self.images, packed, members] {
            let files = MemoryFileSystem(content: ["a": content], pieceSize: pieceSize)
            let file = try IDXFile(path: "a", in: files, rank: 3)
            #expect(file.dimensions == [3, 2, 3])
            #expect(file.bytes == Array(Self.images[16...]))
            #expect(file.elementsPerSample == 6)
        }
    }

    @Test func elementTypesReadBigEndian() throws {
        let cases: [(UInt8, [UInt8], [Float])] = [
            (0x08, [200, 1], [200, 1]),
            (0x09, [0xff, 1], [-1, 1]),
            (0x0B, [0xff, 0xfe, 0x01, 0x00], [-2, 256]),
            (0x0C, [0, 0, 1, 2, 0xff, 0xff, 0xff, 0xff], [258, -1]),
            (0x0D, [0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0], [1, -2.5]),
            (0x0E, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0x04, 0, 0, 0, 0, 0, 0], [1, -2.5]),
        ]
        for (type, elements, values) in cases {
            let files = MemoryFileSystem(content: ["a": IDXBytes.file(type: type, [2], elements)])
            #expect(try IDXFile(path: "a", in: files).floatValues() == values)
        }
    }

    struct BadFile: CustomTestStringConvertible, Sendable {
        var what: String
        var content: [UInt8]
        var exitCode: Int32 = 65
        var says: [String]
        var testDescription: String { what }
    }

    static let gzipBomb = IDXBytes.gzip(IDXBytes.file([1 << 31, 28, 28], [UInt8](repeating: 0, count: 1 << 20)))
    static let badFiles = [
        BadFile(what: "empty", content: [], says: ["fewer than 4"]),
        BadFile(what: "three bytes", content: [0, 0, 8], says: ["fewer than 4"]),
        BadFile(what: "wrong magic", content: Array("P5 28 28 255".utf8), says: ["magic", "0x50352032"]),
        BadFile(
            what: "unknown element type", content: IDXBytes.file(type: 0x0A, [1, 1, 1], [0]),
            says: ["element type", "0x00000A03"]),
        BadFile(what: "wrong rank", content: IDXBytes.labels([1, 2]), says: ["rank 3", "rank 1", "0x00000801"]),
        BadFile(what: "header cut", content: Array(images[..<13]), says: ["3 dimensions", "cut short"]),
        BadFile(what: "no samples", content: IDXBytes.file([0, 2, 3], []), says: ["at least one sample", "0×2×3"]),
        BadFile(what: "empty axis", content: IDXBytes.file([2, 0, 3], []), says: ["2×0×3"]),
        BadFile(what: "truncated", content: Array(images.dropLast()), says: ["34 bytes", "33"]),
        BadFile(what: "trailing byte", content: images + [0], says: ["the end after 3×2×3", "further bytes"]),
        BadFile(
            what: "4 billion images", content: IDXBytes.file([0xFFFF_FFFF, 28, 28], [0]), says: ["at most", "4294967295×28×28"]),
        BadFile(
            what: "all axes at their largest", content: IDXBytes.file([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [0]),
            says: ["at most"]),
        BadFile(
            what: "1 GB claimed by a small plain file", content: IDXBytes.file([1 << 20, 32, 32], [0]), says: ["1073741840 bytes"]
        ),
        BadFile(
            what: "1 GB claimed by a small gzip file", content: IDXBytes.gzip(IDXBytes.file([1 << 20, 32, 32], [0])),
            says: ["1073741840 bytes", "gzip"]),
        BadFile(what: "gzip bomb", content: gzipBomb, says: ["at most", "2147483648×28×28"]),
        BadFile(what: "gzip cut", content: Array(IDXBytes.gzip(images).dropLast(9)), says: ["gzip", "cut short"]),
        BadFile(what: "gzip checksum cut", content: Array(IDXBytes.gzip(images).dropLast()), says: ["gzip", "cut short"]),
        BadFile(
            what: "gzip of a truncated file", content: IDXBytes.gzip(Array(images.dropLast())),
            says: ["34 bytes", "33: cut short"]),
        BadFile(what: "gzip with a trailing byte inside", content: IDXBytes.gzip(images + [7]), says: ["further bytes"]),
        BadFile(what: "gzip with trailing bytes outside", content: IDXBytes.gzip(images) + [1, 2], says: ["further bytes"]),
        BadFile(what: "gzip damaged", content: damaged(IDXBytes.gzip(images)), says: ["intact gzip"]),
    ]

    static func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[bytes.count - 6] ^= 0x40  // in the checksum
        return bytes
    }

    @Test(arguments: badFiles)
    func badFilesAreOneClearLine(bad: BadFile) throws {
        let files = MemoryFileSystem(content: ["folder/images": bad.content])
        let error = try #require(throws: InputError.self) { try IDXFile(path: "folder/images", in: files, rank: 3) }
        #expect(error.exitCode == bad.exitCode)
        #expect(error.subject == "folder/images")
        #expect(error.advice != nil)
        #expect(!error.description.contains("\n"))
        for words in bad.says { #expect(error.description.contains(words), "\(error)") }
    }

    @Test func missingFilesAndFoldersAreNoInput() throws {
        let files = MemoryFileSystem(content: ["folder/images": []])
        for (path, words) in [("nowhere", "nothing there"), ("folder", "a folder")] {
            let error = try #require(throws: InputError.self) { try IDXFile(path: path, in: files) }
            #expect(error.kind == .missing)
            #expect(error.subject == path)
            #expect(error.found == words)
        }
    }

    @Test func limitsAreKept() throws {
        let files = MemoryFileSystem(content: ["a": Self.images])
        #expect(throws: Never.self) { try IDXFile(path: "a", in: files, limits: .init(maximumBytes: 18)) }
        #expect(throws: InputError.self) { try IDXFile(path: "a", in: files, limits: .init(maximumBytes: 17)) }
    }

    @Test func namesWithControlCodesAreShownNotObeyed() throws {
        let error = try #require(throws: InputError.self) {
            try IDXFile(path: "a\u{1B}[2J\nb", in: MemoryFileSystem())
        }
        #expect(error.description.hasPrefix("a\\u{1b}[2J\\u{a}b: "))
    }

    /// Whatever is cut or flipped, there is an answer and no crash.
    @Test func noDamageCrashes() {
        for good in [Self.images, IDXBytes.gzip(Self.images)] {
            for position in good.indices {
                var flipped = good
                flipped[position] = ~flipped[position]
                for content in [flipped, Array(good[..<position])] {
                    _ = try? IDXFile(path: "a", in: MemoryFileSystem(content: ["a": content])).floatValues()
                }
            }
        }
    }
}
