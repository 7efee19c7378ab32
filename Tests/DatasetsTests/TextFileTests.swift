import Basics
import MemoryFiles
import Testing

@testable import Datasets

/// Texts as data: which letter comes next?
struct TextFileTests {
    private func load(_ files: [String: [UInt8]], _ path: String, split: Double? = nil) throws -> DatasetPair {
        let environment = DataEnvironment(variables: [:], files: MemoryFileSystem(content: files))
        return try DatasetCatalog.standard.load(path, DatasetRequest(environment: environment, split: split))
    }

    private let prose = String(repeating: "the cat, it sat.\nand so on it went; or not.\n\n", count: 20)

    @Test func windowsComeWithTheLetterBehindThem() throws {
        let pair = try load(["/d/book.txt": Array(prose.utf8)], "/d/book.txt")
        let letters = Array(prose).map { $0 == " " ? "␣" : $0 == "\n" ? "⏎" : String($0) }
        #expect(pair.train.vocabulary == pair.train.classNames && Set(pair.train.vocabulary) == Set(letters))
        #expect(pair.train.sampleShape == [16])
        for sample in [0, 1, 77, pair.train.count - 1] {
            let window = pair.train.sample(sample).map { pair.train.vocabulary[Int($0)] }
            #expect(window == Array(letters[sample..<sample + 16]))
            #expect(pair.train.label(of: sample).map { pair.train.classNames[$0] } == letters[sample + 16])
        }
        // The end is held out, and no letter of its windows is an answer that was learned.
        #expect(pair.heldOut.count < pair.train.count / 8 && pair.heldOut.count > 50)
        #expect(pair.train.count + pair.heldOut.count == letters.count - 16 - 16)
        #expect(
            pair.heldOut.sample(0).map { pair.train.vocabulary[Int($0)] }
                == Array(letters[pair.train.count + 16..<pair.train.count + 32]))
    }

    @Test func theShareThatIsHeldOutIsSaid() throws {
        let pair = try load(["/d/book.txt": Array(prose.utf8)], "/d/book.txt", split: 0.5)
        #expect(abs(pair.heldOut.count - pair.train.count) < 20 && pair.split == 0.5)
    }

    @Test(arguments: [
        "a,b,c\n1,2,x\n3,4,y\n5,6,x\n", "1 2 3\n4 5 6\n7 8 9\n1 1 1\n", "a\tb\n1\t2\n3\t4\n5\t6\n", "grade;name\n1;x\n2;y\n2;x\n",
    ])
    func aTableStaysATable(text: String) throws {
        #expect(TextFile.isTable(Array(text.utf8)))
        #expect(!TextFile.isTable(Array(prose.utf8)))
    }

    @Test(arguments: [("too short", "letters"), (String(repeating: "a", count: 500), "two or more kinds")])
    func whatIsNoTextToLearnFromIsToldInOneLine(text: String, words: String) throws {
        let error = try #require(throws: InputError.self) { try load(["/d/x.txt": Array(text.utf8)], "/d/x.txt") }
        #expect(error.description.contains(words) && error.kind == .malformed)
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let bytes = Array(prose.utf8) + [0xFF, 0xFE, 0x80] + Array(prose.utf8)
        let error = try #require(throws: InputError.self) { try load(["/d/x.txt": bytes], "/d/x.txt") }
        #expect(error.expected == "text in UTF-8")
    }

    @Test func ofManyLettersTheRareOnesAreOne() throws {
        let text = String(String.UnicodeScalarView((0..<600).map { Unicode.Scalar(0x4E00 + $0 % 300)! })) + prose
        let pair = try load(["/d/x.txt": Array(text.utf8)], "/d/x.txt")
        #expect(pair.train.vocabulary.count == 200 && pair.train.vocabulary.contains("�"))
    }

    @Test func theStoryIsThere() throws {
        let pair = try load([:], "story")
        #expect(pair.train.count > 1000 && pair.heldOut.count > 100 && pair.train.vocabulary.count == 22)
    }
}
