import Foundation
import TestSupport
import Testing

/// `backstep frame`: the screen as text, for tests, documentation and bug reports.
struct FrameTests {
    @Test func theSameKeysGiveTheSameScreenAndDigest() async throws {
        let keys = "n*3 s s x Tab Space ] Space z z N"
        let first = try await TinyRun.frame(keys, size: "120x40")
        let second = try await TinyRun.frame(keys, size: "120x40")
        #expect(first.screen == second.screen)
        #expect(first.digest == second.digest)
        let other = try await TinyRun.frame(keys + " n", size: "120x40")
        #expect(first.screen != other.screen)
        #expect(first.digest != other.digest)
    }

    @Test(arguments: ["80x24", "120x40", "200x60", "40x12", "1000x1"])
    func theScreenHasTheSizeAskedFor(_ size: String) async throws {
        let numbers = size.split(separator: "x").compactMap { Int($0) }
        let screen = try await TinyRun.frame("n", size: size).screen
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == numbers[1])
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= numbers[0] })
    }

    /// As much of the error's way as fits, the batch's gradient and the update it gives stand one below the other on the smallest screen, too.
    @Test(
        arguments: [
            ("n*3", ["∂L/∂a = ", "δ = ∂L/∂z", "δ·x", "∂L/∂w = ", "Δw = ", "w ", "loss of the same batch"]),
            (
                "n*3 \":set l2 0.001\" Enter n",
                ["δ = ∂L/∂z", "δ·x", "∂L/∂w = ", "with penalty = ", "Δw = ", "w ", "loss of the same batch"]
            ),
        ])
    func theChainClosesAt80x24(_ keys: String, _ told: [String]) async throws {
        let screen = try await Command.backstep(
            ["frame", "digit-5", "--data", "digits", "--size", "80x24", "--keys", keys]
        ).run().output
        let places = told.map { screen.range(of: "│ " + $0)?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test func keysStillWorkWhereThereIsNoRoomForPanes() async throws {
        let small = try await TinyRun.frame("q", size: "1x1")
        #expect(small.screen.count == 1)
        #expect(try await TinyRun.frame("", size: "30x5").screen.contains("needs 40x12"))
    }

    @Test func colorsAreEscapeSequencesOnlyWhereAskedFor() async throws {
        let plain = try await Command.backstep(["frame", "--keys", "n s s"] + TinyRun.options).run().output
        let colored = try await Command.backstep(["frame", "--keys", "n s s", "--ansi"] + TinyRun.options).run().output
        #expect(!plain.contains("\u{1B}"))
        #expect(colored.contains("\u{1B}["))
        let stripped = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        let lines = stripped.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }
        #expect(LineDifference(from: plain, to: lines.joined(separator: "\n")).text == "")
    }

    @Test func theASCIITierIsASCII() async throws {
        let result = try await Command.backstep(
            ["frame", "--keys", "n*12 s*6 x", "--size", "200x60", "--glyphs", "ascii"] + TinyRun.digits
        ).run()
        #expect(result.isSuccess)
        #expect(result.output.unicodeScalars.allSatisfy { $0.isASCII }, "\(result.output)")
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func aRandomWalkEndsInTheDigestOfTheDirectWay(_ seed: UInt64) async throws {
        var generator = LinearGenerator(state: seed)
        let steps = ["s", "S", "n", "N", "3s", "4S", "5s", "03s", "12S", "02n", "Home", "End"]
        let walk = (0..<200).map { _ in steps[Int(generator.next() >> 33) % steps.count] }.joined(separator: " ")
        let walked = try await TinyRun.frame(walk + " g 9 Enter", size: "120x40")
        let direct = try await TinyRun.frame("n*9", size: "120x40")
        #expect(walked.digest == direct.digest, "walk: \(walk)")
        let there = try await TinyRun.frame("g 9 Enter", size: "120x40")
        #expect(there.digest == direct.digest)
    }

    /// Knuth's MMIX generator: the same walk on every machine.
    private struct LinearGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    @Test(.enabled(if: Requirement.pictures.isMet), arguments: ["png", "svg"])
    func theScreenIsDrawnIntoAFile(_ format: String) async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("screen.\(format)")
        let result = try await Command.backstep(
            ["frame", "--keys", "n", "--size", "80x24", "--\(format)", file.path] + TinyRun.options
        ).run()
        #expect(result.isSuccess && result.output.isEmpty, "\(result)")
        #expect(try Data(contentsOf: file).count > 1000)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["screen.\(format)"])
    }

    /// A file that is no library stands in the way of the real one.
    @Test func withoutCairoOneLineSaysWhatToInstall() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "libcairo.so.2")
        try await refusesToDraw("the library cairo", ["LD_LIBRARY_PATH": folder.path])
    }

    /// A configuration that knows no folder with fonts.
    @Test(.enabled(if: Requirement.pictures.isMet)) func withoutAFontOneLineSaysWhatToInstall() async throws {
        let folder = try TemporaryFolder()
        try folder.write("<fontconfig></fontconfig>", to: "fonts.conf")
        try await refusesToDraw("a font", ["FONTCONFIG_FILE": folder.path + "/fonts.conf"])
    }

    private func refusesToDraw(_ missing: String, _ environment: [String: String]) async throws {
        for format in ["png", "svg"] {
            let folder = try TemporaryFolder()
            let result = try await Command.backstep(
                ["frame", "--size", "80x24", "--\(format)", folder.path + "/screen.\(format)"] + TinyRun.options,
                environment: environment
            ).run()
            #expect(result.ending == .exit(69) && result.output.isEmpty && result.errorLines.count == 1, "\(result)")
            #expect(
                result.errors.contains("expected \(missing), found none") && result.errors.contains("apt-get install libcairo2"),
                "\(result)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }
}
