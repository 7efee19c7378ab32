import Foundation
import TestSupport
import Testing

/// Input that makes no sense gets one line that says what is wrong, and an exit code after `sysexits.h`; never a trace, never a
/// screen.
struct BadInputTests {
    /// A command line, and what must come of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        /// 64 wrong usage, 65 wrong data, 66 no such input.
        var code: Int32
        /// What the line must name.
        var words: [String]

        init(_ arguments: [String], _ code: Int32, _ words: String...) {
            self.arguments = arguments
            self.code = code
            self.words = words
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let tiny = ["--data", "moons", "--pin", "0", "--train-count", "64", "--epochs", "1"]

    static let data = [
        Case(["train", "--data", "/nonexistent/folder"], 66, "/nonexistent/folder", "found nothing"),
        Case(["train", "--data", "digts"], 64, "digts", "did you mean digits?"),
        Case(["train"] + tiny + ["--test-data", "/nonexistent/folder"], 66, "/nonexistent/folder"),
        Case(["train"] + tiny + ["--train-count", "0"], 64, "found 0"),
        Case(["frame", "--data", "/nonexistent/folder"], 66, "/nonexistent/folder"),
        Case(["train", "/nonexistent.yaml"], 66, "/nonexistent.yaml"),
    ]

    static let networks = [
        Case(["train"] + tiny + ["--network", ""], 64, "at least one layer", "dense:"),
        Case(["train"] + tiny + ["--network", " , "], 64, "network"),
        Case(["train"] + tiny + ["--network", "dense:0"], 64, "dense:0", "not below 1"),
        Case(["train"] + tiny + ["--network", "dense:-4"], 64, "dense:-4"),
        Case(["train"] + tiny + ["--network", "dens:8,dense:2"], 64, "'dens'", "did you mean 'dense'?"),
        Case(["train"] + tiny + ["--network", "dense:8,rellu,dense:2"], 64, "rellu", "did you mean 'relu'?"),
        Case(["train"] + tiny + ["--network", "dense:1"], 64, "2 outputs", "dense:2"),
        Case(["train"] + tiny + ["--network", "dense:1000000000,dense:1000000000,dense:2"], 64, "parameters"),
        Case(["train"] + tiny + ["--loss", "mes"], 64, "mes"),
        Case(["train"] + tiny + ["--loss", "ce(weights:1x2x3)"], 64, "a weight for each of 2 classes", "weights:1x1"),
        Case(["train"] + tiny + ["--optimizer", "sdg"], 64, "sdg", "did you mean 'sgd'?"),
        Case(["train"] + tiny + ["--initializer", "hee"], 64, "hee", "did you mean 'he'?"),
    ]

    static let numbers = [
        Case(["train"] + tiny + ["--learning-rate", "nan"], 64, "learning rate nan", "above 0"),
        Case(["train"] + tiny + ["--learning-rate", "inf"], 64, "learning rate inf", "above 0"),
        Case(["train"] + tiny + ["--learning-rate", "0"], 64, "learning rate 0", "above 0"),
        Case(["train"] + tiny + ["--learning-rate", "-0.1"], 64, "learning rate -0.1", "above 0"),
        Case(["train"] + tiny + ["--learning-rate", "fast"], 64, "fast", "learning-rate"),
        Case(["train"] + tiny + ["--batch", "0"], 64, "batch 0"),
        Case(["train"] + tiny + ["--batch", "-8"], 64, "batch -8"),
        Case(["train"] + tiny + ["--batch", "1.5"], 64, "1.5", "batch"),
        Case(["train"] + tiny + ["--epochs", "0"], 64, "epochs 0"),
        Case(["train"] + tiny + ["--threads", "0"], 64, "threads 0"),
        Case(["train"] + tiny + ["--seed", "-1"], 64, "-1", "seed"),
        Case(["train"] + tiny + ["--pin", "77"], 64, "77", "0 to 1"),
        Case(["run"] + tiny + ["--history", "5"], 64, "--history 5"),
        Case(["run"] + tiny + ["--history", "lots"], 64, "lots", "256MiB"),
    ]

    static let screens = [
        Case(["frame"] + tiny + ["--size", "80"], 64, "--size 80", "120x40"),
        Case(["frame"] + tiny + ["--size", "80x"], 64, "--size 80x"),
        Case(["frame"] + tiny + ["--size", "-80x24"], 64, "-80x24"),
        Case(["frame"] + tiny + ["--size", "99999x99999"], 64, "up to 1000"),
        Case(["frame"] + tiny + ["--keys", "Entr"], 64, "--keys: 'Entr'", "did you mean 'Enter'?"),
        Case(["frame"] + tiny + ["--keys", "n*0"], 64, "--keys: 'n*0'"),
        Case(["frame"] + tiny + ["--keys", "n*99999999999"], 64, "n*99999999999"),
        Case(["frame"] + tiny + ["--glyphs", "emoji"], 64, "emoji", "braille"),
        Case(["run"] + tiny + ["--glyphs", "emoji"], 64, "emoji", "braille"),
    ]

    static let commands = [
        Case(["--colour"], 64, "--colour"),
        Case(["tain"], 66, "tain"),
        Case(["train"] + tiny + ["--epoch", "1"], 64, "--epoch"),
        Case(["data", "lst"], 64, "lst"),
    ]

    @Test(arguments: data + networks + numbers + screens + commands)
    func isToldInOneLine(_ slip: Case) async throws {
        let result = try await Command.backstep(slip.arguments).run()
        check(result, slip.code, slip.words)
    }

    @Test func aTruncatedFileIsToldByName() async throws {
        let folder = try folderOfDigits()
        let whole = try #require(FileManager.default.contents(atPath: folder.path + "/train-images-idx3-ubyte"))
        let packed = try await Command(URL(fileURLWithPath: "/bin/gzip"), ["-k", folder.path + "/train-images-idx3-ubyte"]).run()
        try #require(packed.isSuccess, "\(packed)")
        let zipped = try #require(FileManager.default.contents(atPath: folder.path + "/train-images-idx3-ubyte.gz"))
        try FileManager.default.removeItem(atPath: folder.path + "/train-images-idx3-ubyte")
        try folder.write(zipped.prefix(zipped.count / 2), to: "train-images-idx3-ubyte.gz")
        check(try await train(folder), 65, ["train-images-idx3-ubyte.gz", "cut short"])

        try FileManager.default.removeItem(atPath: folder.path + "/train-images-idx3-ubyte.gz")
        try folder.write(whole.dropLast(100), to: "train-images-idx3-ubyte")
        check(try await train(folder), 65, ["train-images-idx3-ubyte"])
    }

    @Test func aWrongMagicNumberIsToldByName() async throws {
        let folder = try folderOfDigits()
        var bytes = try #require(FileManager.default.contents(atPath: folder.path + "/train-images-idx3-ubyte"))
        bytes[2] = 0x77
        try folder.write(bytes, to: "train-images-idx3-ubyte")
        check(try await train(folder), 65, ["train-images-idx3-ubyte"])
    }

    @Test func labelsThatDoNotMatchTheImagesAreTold() async throws {
        let folder = try folderOfDigits()
        try folder.write(Self.idx([7], Array(repeating: 1, count: 7)), to: "train-labels-idx1-ubyte")
        check(try await train(folder), 65, ["7"])
    }

    @Test func aFolderOfGoodFilesIsRead() async throws {
        let result = try await train(folderOfDigits())
        #expect(result.isSuccess, "\(result)")
    }

    @Test(
        arguments: [
            ("learningRate: fast", 65, "learningRate"), ("netwrk: dense:10", 65, "netwrk"), ("- a\n- b", 65, "expected"),
            ("a: [", 65, "YAML"),
            ("batch: 0", 65, "batch"),
        ] as [(String, Int32, String)])
    func aScenarioFileThatCannotBeUsedIsToldByName(_ text: String, _ code: Int32, _ word: String) async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "wrong.yaml")
        check(try await Command.backstep(["train", file.path]).run(), code, [word])
    }

    private func check(_ result: CommandResult, _ code: Int32, _ words: [String], _ location: SourceLocation = #_sourceLocation) {
        #expect(result.ending == .exit(code), "\(result)", sourceLocation: location)
        #expect(result.errorLines.count == 1, "\(result)", sourceLocation: location)
        #expect(result.errors.hasPrefix("backstep: "), "\(result)", sourceLocation: location)
        for word in words { #expect(result.errors.contains(word), "\(result)", sourceLocation: location) }
        let all = result.output + result.errors
        for trace in ["Fatal error", "Swift/", "Thread 0", "*** ", "error(", "(code:"] {
            #expect(!all.contains(trace), "\(result)", sourceLocation: location)
        }
    }

    private func train(_ folder: TemporaryFolder) async throws -> CommandResult {
        try await Command.backstep(["train", "--data", folder.path, "--network", "dense:10", "--epochs", "1", "--pin", "1"]).run()
    }

    /// Four files with pictures of 4×4 pixels of two classes.
    private func folderOfDigits() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, count) in [("train", 40), ("t10k", 10)] {
            let pixels = (0..<count * 16).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 16) }
            try folder.write(Self.idx([count, 4, 4], pixels), to: "\(name)-images-idx3-ubyte")
            try folder.write(Self.idx([count], (0..<count).map { UInt8($0 % 2) }), to: "\(name)-labels-idx1-ubyte")
        }
        return folder
    }

    /// A file in IDX format: magic number, sizes, bytes.
    private static func idx(_ sizes: [Int], _ bytes: [UInt8]) -> Data {
        var data = Data([0, 0, 8, UInt8(sizes.count)])
        for size in sizes { data.append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }) }
        return data + bytes
    }
}
