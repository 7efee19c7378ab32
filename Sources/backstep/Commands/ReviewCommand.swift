import ArgumentParser
import Basics
import Dashboard
import Foundation
import Lessons
import Training

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Answer questions of lessons that are done, with other numbers, days later.",
        discussion: """
            Three questions, about two minutes; due 1, 3, 7 and 21 days after a lesson. What is wrong comes again the next day.

            Example:
              backstep review
            """)

    @OptionGroup var screen: RunScreenOptions

    func run() throws {
        try Failure.reported {
            let library = try LessonLibrary()
            let progress = ProgressFile(environment: ProcessInfo.processInfo.environment)?.read() ?? LessonProgress()
            let due = progress.due(on: .today)
            guard let id = due.first, let first = library.lessons.first(where: { $0.id == id }) else {
                let next = progress.lessons.values.compactMap(\.due).min()
                Output.write(
                    next.map { "nothing is due before \($0)\n" } ?? "nothing to review; backstep learn begins a lesson\n")
                return
            }
            guard LookOptions.isOnScreen else {
                throw InputError(
                    .unavailable, "review", expected: "a terminal on standard input and output", found: "none")
            }
            var run = try screen.screenRun(SessionSource(scenario: try LessonLibrary.scenario(of: first)))
            (run.library, run.opening) = (library, .review)
            try run.run()
        }
    }
}
