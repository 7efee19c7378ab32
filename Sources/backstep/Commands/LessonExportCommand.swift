import ArgumentParser
import Basics
import Dashboard
import Foundation
import Lessons
import ScreenPictures
import TerminalGraphics

struct LessonExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a lesson as a handout: Markdown with a picture of the screen at every step.",
        discussion: "Example: backstep lesson export delta --folder handout")

    @Argument(help: "A lesson: a name (see `backstep learn --list`) or a YAML file.")
    var lesson: String

    @Option(help: ArgumentHelp("Where it is written.", valueName: "folder"))
    var folder = "."

    @Option(parsing: .unconditional, help: ArgumentHelp("Columns and rows of the screen.", valueName: "WxH"))
    var size = "80x24"

    @Option(help: ArgumentHelp("The colors: \(Theme.names.joined(separator: ", ")).", valueName: "theme"))
    var theme = "light"

    func run() throws {
        try Failure.reported {
            var library = try LessonLibrary()
            let lesson = try library.lesson(lesson)
            let theme = try parseTheme(theme)
            var script = try library.script(lesson, parseSize(size))
            try script.change { $0.theme = theme }
            var handout = LessonHandout(lesson)
            while let player = script.dashboard.lesson?.player, !player.isFinished {
                try handout.add(&script)
                if script.dashboard.lesson?.player?.index == player.index { break }
            }
            for (name, canvas) in handout.pictures {
                try OutputFile(path: "\(folder)/\(name)").write(ScreenPicture(canvas).bytes(.svg))
            }
            let path = "\(folder)/\(lesson.id).md"
            try OutputFile(path: path).write(Array(handout.text.utf8))
            Output.write("wrote \(path) and \(handout.pictures.count) pictures\n")
        }
    }
}

/// A lesson on paper: what is said and asked, with the screen of that moment; answers apart.
struct LessonHandout {
    private let lesson: Lesson
    /// The Markdown so far.
    private(set) var text: String
    /// Pictures by their file names.
    private(set) var pictures: [(name: String, canvas: Canvas)] = []

    init(_ lesson: Lesson) {
        self.lesson = lesson
        text = "# \(lesson.title)\n\n*\(lesson.minutes) minutes*\n"
    }

    /// Adds the step under way, and goes on to the next one in the right way.
    mutating func add(_ script: inout ScriptedDashboard) throws {
        guard let player = script.dashboard.lesson?.player else { return }
        let step = player.step
        text += "\n## \(player.stepNumber)\n\n\(paragraphs(player.shownText))\n"
        add(player.page.lines)
        if step.keys != nil, step.question == nil { try script.press(KeyPress(.character(";"))) }
        picture(player.stepNumber, script.frame)
        if step.question != nil {
            for key in player.keysOfRightAnswer { try script.press(key) }
            if let verdict = script.dashboard.lesson?.player?.shownVerdict {
                text += "\n<details><summary>Answer</summary>\n\n**\(verdict.right)** \(verdict.say)\n\n</details>\n"
            }
        } else if let task = step.task {
            text += "\n<details><summary>A way</summary>\n\n`\(task.solution.text)`\n\n</details>\n"
            for key in try KeySequence.parse(task.solution.text) { try script.press(key) }
        }
        try script.press(KeyPress(.character(";")))
    }

    private mutating func add(_ lines: [LessonPage.Line]) {
        for case .options(let options) in lines {
            text += "\n" + options.map { "- \($0.text)\n" }.joined()
        }
    }

    private func paragraphs(_ text: String) -> String {
        text.split(separator: "\n").map { "\($0)  " }.joined(separator: "\n")
    }

    private mutating func picture(_ number: Int, _ canvas: Canvas) {
        let name = "\(lesson.id)-\(number < 10 ? "0" : "")\(number).svg"
        pictures.append((name, canvas))
        text += "\n![The screen at step \(number)](\(name))\n"
    }
}
