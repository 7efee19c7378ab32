import Foundation
import TestSupport
import Testing

/// Sessions as text: written by one process, done again by another.
struct ReplayTests {
    private static let options = [
        "--data", "digits", "--train-count", "200", "--network", "dense:8,relu,dropout:0.2,dense:10", "--optimizer", "adam",
    ]

    @Test func aSessionWrittenInOneProcessIsDoneAgainInAnother() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("lesson.yaml").path
        let written = try await Command.backstep(
            ["frame"] + Self.options + [
                "--keys", "n*12 N*5 ] n*3 m a \":set b[1,2] 0.5\" Enter s*3 \":w \(file)\" Enter", "--digest",
            ]
        ).run()
        #expect(written.isSuccess && written.output.contains("wrote "), "\(written)")
        let again = try await Command.backstep(["replay", file, "--digest"]).run()
        #expect(again.isSuccess, "\(again)")
        let digest = written.output.split(separator: "\n").last
        #expect(again.output.split(separator: "\n").last == digest)
        #expect(again.output.contains("reached the bits that the file was written with"))
        let back = try await Command.backstep(["replay", file, "--keys", "Home ' a", "--digest"]).run()
        #expect(back.isSuccess && back.output.contains("it 10"), "\(back)")
    }

    @Test(arguments: [("", Int32(65)), ("session: 1\n", 65), ("a: [", 65), ("scenario: {network: 'dense:3'}\n", 65)])
    func aFileThatIsNoSessionIsSaidInOneLine(_ text: String, _ code: Int32) async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("bad.yaml")
        try Data(text.utf8).write(to: file)
        let result = try await Command.backstep(["replay", file.path]).run()
        #expect(result.ending == .exit(code) && result.errorLines.count == 1, "\(result)")
    }

    @Test func aMissingFileIsSaid() async throws {
        #expect(try await Command.backstep(["replay", "/nonexistent/session.yaml"]).run().ending == .exit(66))
    }
}
