import Foundation
import TestSupport
import Testing

/// The commands that learn, write and check lessons.
struct LessonCommandTests {
    @Test func allLessonsAreListed() async throws {
        let result = try await Command.backstep(["learn", "--list"]).run()
        #expect(result.isSuccess && result.outputLines.count >= 4)
        #expect(result.outputLines.contains { $0.hasPrefix("delta ") && $0.contains("How wrong, and which way") })
    }

    @Test func aLessonNeedsATerminal() async throws {
        let result = try await Command.backstep(["learn", "sum"]).run()
        #expect(result.ending == .exit(69) && result.errors.contains("terminal"), "\(result)")
    }

    @Test func aSlipInANameIsTold() async throws {
        let result = try await Command.backstep(["learn", "delt"]).run()
        #expect(result.ending == .exit(66) && result.errors.contains("did you mean delta?"), "\(result)")
    }

    @Test func aNewLessonIsWholeAndItsMistakesAreToldWithTheirPlace() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/mine.yaml"
        let made = try await Command.backstep(["lesson", "new", folder.path + "/mine"]).run()
        #expect(made.isSuccess, "\(made)")
        let good = try await Command.backstep(["lesson", "check", file]).run()
        #expect(good.isSuccess && good.output == "1 lesson: nothing found\n", "\(good)")
        let again = try await Command.backstep(["lesson", "new", folder.path + "/mine"]).run()
        #expect(again.ending == .exit(73), "\(again)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try folder.write(
            text.replacingOccurrences(of: "a[1,0] > 2\"\n    solution", with: "a[1,0] > 9\"\n    solution"), to: "mine.yaml")
        let bad = try await Command.backstep(["lesson", "check", file]).run()
        #expect(bad.ending == .exit(65))
        #expect(bad.output.contains("mine.yaml:27:15: the solution does not reach the goal"), "\(bad)")
    }

    @Test func aHandoutHasAPictureOfEveryStep() async throws {
        let folder = try TemporaryFolder()
        let result = try await Command.backstep(["lesson", "export", "delta", "--folder", folder.path]).run()
        guard result.isSuccess else { throw Unexpected(description: "\(result)") }
        let text = try String(contentsOfFile: folder.path + "/delta.md", encoding: .utf8)
        let pictures = text.matches(of: /\((delta-\d\d\.svg)\)/).map { String($0.output.1) }
        #expect(pictures.count == 11 && Set(pictures).count == 11)
        #expect(pictures.allSatisfy { FileManager.default.fileExists(atPath: folder.path + "/" + $0) })
        #expect(text.contains("The error is what it says minus what we want: −0.5."))
    }

    @Test func aRecordingPlaysTheLessonWithTheSameBytes() async throws {
        var recordings: [String] = []
        for folder in [try TemporaryFolder(), try TemporaryFolder()] {
            let result = try await Command.backstep(["lesson", "export", "delta", "--folder", folder.path]).run()
            guard result.isSuccess else { throw Unexpected(description: "\(result)") }
            recordings.append(try String(contentsOfFile: folder.path + "/delta.cast", encoding: .utf8))
        }
        #expect(recordings[0] == recordings[1])
        let lines = recordings[0].split(separator: "\n")
        #expect(lines[0].hasPrefix("{\"version\":2,\"width\":80,\"height\":24,"))
        let times = lines.dropFirst().compactMap { $0.dropFirst().split(separator: ",").first.flatMap { Double($0) } }
        #expect(times.count == lines.count - 1 && times == times.sorted())
        #expect((60...600).contains(try #require(times.last)), "the minutes of somebody who reads")
    }

    @Test func aFrameOfALessonIsTheSameForTheSameKeys() async throws {
        let keys = ["frame", "--lesson", "sum", "--size", "80x24", "--keys", "s ; s ; 0 Enter"]
        let (first, second) = (try await Command.backstep(keys).run(), try await Command.backstep(keys).run())
        #expect(first.isSuccess && first.output == second.output)
        #expect(first.output.contains("✓ so it is"), "\(first)")
    }
}
