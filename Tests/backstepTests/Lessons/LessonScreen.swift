import Foundation
import TestSupport
import Testing

/// One screen that the text of a lesson speaks of.
struct LessonScreen: Sendable, CustomTestStringConvertible {
    /// The lesson.
    let lesson: String
    /// The options of the run, as one types them; MNIST stands for the folder with the digits.
    let options: String
    /// The panes on the screen; empty: those that suit it.
    let panes: String
    let keys: String
    /// What has to be there, blanks and dots between words aside.
    let shows: [String]

    init(_ lesson: String, _ options: String, panes: String, keys: String, shows: [String]) {
        (self.lesson, self.options, self.panes, self.keys, self.shows) = (lesson, options, panes, keys, shows)
    }

    var testDescription: String { "\(lesson): \(options) --panes '\(panes)' --keys '\(keys)'" }

    var needsMNIST: Bool { options.contains("MNIST") }

    /// Parts of `shows` that are not on the screen of this size.
    func missing(at size: String, in folder: TemporaryFolder) async throws -> [String] {
        let run = Self.words(options).map { word in
            word == "MNIST"
                ? SharedMaterial.mnist?.path ?? word
                : LessonFiles.names.contains(word) ? folder.url.appendingPathComponent(word).path : word
        }
        let result = try await Command.backstep(
            ["frame", "--size", size, "--keys", keys] + (panes.isEmpty ? [] : ["--panes", panes]) + run
        ).run()
        guard result.isSuccess else { throw Unexpected(description: "\(testDescription): \(result)") }
        let screen = Self.packed(result.output)
        return shows.filter { !screen.contains(Self.packed($0)) }
    }

    /// What stands far apart may stand closer, and rows of dots have any length.
    private static func packed(_ text: String) -> String { text.replacing(/[ ·]+/, with: " ") }

    /// The words of a command line; quotes keep blanks together.
    private static func words(_ line: String) -> [String] {
        line.matches(of: /'([^']*)'|(\S+)/).map { String($0.1 ?? $0.2 ?? "") }
    }
}
