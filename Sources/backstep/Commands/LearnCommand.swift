import ArgumentParser
import Basics
import Dashboard
import Foundation
import Inspection
import Lessons
import TerminalGraphics
import Training

struct LearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Learn backpropagation in lessons: predict, step, see, and change it with your own hands.",
        discussion: """
            A lesson is a strip below the live screen; all keys work in it. Without a name the list of lessons opens.

            Examples:
              backstep learn
              backstep learn sum
              backstep learn --list
              backstep learn ./mine.yaml
              backstep learn delta --class
            """)

    @Argument(help: "A lesson: a name (see --list) or a YAML file.")
    var lesson: String?

    @Flag(help: "List the lessons, a line each.")
    var list = false

    @Flag(name: .customLong("class"), help: "Before a class: votes in place of answers, a clicker's keys, large contrast.")
    var isClass = false

    @Flag(help: "Show the notes of the class that is being taught, on a second terminal.")
    var notes = false

    @Option(name: .customLong("lessons"), help: ArgumentHelp("A folder with lessons of your own.", valueName: "folder"))
    var folder: String?

    @OptionGroup var screen: RunScreenOptions

    func run() throws {
        try Failure.reported {
            var library = try LessonLibrary(folder: folder)
            if list {
                Output.write(Self.lines(library.lessons))
                return
            }
            if notes {
                NotesFile(environment: ProcessInfo.processInfo.environment)?.follow()
                return
            }
            let chosen = try lesson.map { try library.lesson($0) }
            guard let first = chosen ?? library.lessons.first else {
                throw InputError("lessons", expected: "at least one", found: "none")
            }
            guard LookOptions.isOnScreen else {
                throw InputError(
                    .unavailable, "learn", expected: "a terminal on standard input and output", found: "none",
                    advice: "backstep learn --list works without")
            }
            let source = SessionSource(scenario: try LessonLibrary.scenario(of: first))
            try source.check()
            var run = try screen.screenRun(source)
            (run.library, run.isClass) = (library, isClass)
            run.opening = chosen.map { .lesson($0) } ?? .list
            if isClass, run.theme == nil { run.theme = .projector }
            try run.run()
        }
    }

    /// A line for each lesson.
    private static func lines(_ lessons: [Lesson]) -> String {
        let ids = lessons.map(\.id.count).max() ?? 0
        let titles = lessons.map(\.title.count).max() ?? 0
        return lessons.map { lesson in
            lesson.id.padding(toLength: ids + 2, withPad: " ", startingAt: 0)
                + lesson.title.padding(toLength: titles + 2, withPad: " ", startingAt: 0) + "\(lesson.minutes) min\n"
        }.joined()
    }
}
