import ArgumentParser
import Basics
import Dashboard
import Foundation
import Inspection
import Lessons
import TerminalGraphics
import Training

struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "Write lessons, and have them checked.",
        discussion: """
            Lessons.md describes the format; backstep learn plays them.

            Examples:
              backstep lesson new mine
              backstep lesson check mine.yaml
              backstep lesson export delta --folder handout
            """,
        subcommands: [LessonCheckCommand.self, LessonNewCommand.self, LessonExportCommand.self])
}

struct LessonCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Play lessons from beginning to end, right ways and wrong ones, and say what is wrong with them.",
        discussion: """
            Goals are false before and true after their solution, and no wrong way reaches them; demonstrations end where they say; what is
            pointed at is on the screen, what is asked is not; texts fit; numbers are expressions. Without a file: all that come with
            the program. Exit code 65 if anything was found.

            Examples:
              backstep lesson check
              backstep lesson check mine.yaml
            """)

    @Argument(help: "Lesson files, or names of lessons; all that come with the program where none is named.")
    var files: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sizes of the screen to play on.", valueName: "WxH,…"))
    var sizes = "80x24,120x40"

    func run() throws {
        try Failure.reported {
            let sizes = try sizes.split(separator: ",").map { try parseSize(String($0)) }
            var library = try LessonLibrary()
            let lessons = files.isEmpty ? library.lessons : try files.map { try library.lesson($0) }
            var count = 0
            // A lesson is opened once for each size, and many are of the same digits.
            let data = LoadedData { try SessionSource(scenario: $0).data(of: $0) }
            for lesson in lessons {
                let faults = try LessonCheck.faults(of: lesson, sizes: sizes) { try library.script($0, $1, data) }
                for fault in faults { Output.write("\(lesson.source):\(fault)\n") }
                count += faults.count
            }
            let text = lessons.count == 1 ? "1 lesson" : "\(lessons.count) lessons"
            Output.write(count == 0 ? "\(text): nothing found\n" : "\(text): \(count) found\n")
            if count > 0 { throw ExitCode(InputError.Kind.malformed.rawValue) }
        }
    }
}

extension LessonLibrary {
    /// A lesson opened on a run of its own, to be played by a script.
    /// - Parameter data: samples that have been loaded for other scripts.
    func script(
        _ lesson: Lesson, _ size: Size, _ data: LoadedData = LoadedData { try SessionSource(scenario: $0).data(of: $0) }
    ) throws -> ScriptedDashboard {
        let scenario = try Self.scenario(of: lesson)
        let driver = SessionDriver(try Session(scenario, data: data.pair(for: scenario), history: 64 << 20))
        driver.scenarioNamed = self.scenario(named:)
        driver.dataOf = data.pair(for:)
        var script = ScriptedDashboard(Dashboard(size: size), driver)
        try script.change { dashboard in
            dashboard.lessons = lessons
            dashboard.open(lesson)
        }
        return script
    }
}
