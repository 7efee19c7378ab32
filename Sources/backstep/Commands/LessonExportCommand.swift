import ArgumentParser
import Basics
import Dashboard
import Foundation
import Lessons
import ScreenPictures
import TerminalGraphics

struct LessonExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a lesson as a handout and as a recording.",
        discussion: """
            The handout is Markdown with a picture of the screen at every step; the recording (.cast, for asciinema and its relatives) plays the
            lesson in the right way, with time to read.

            Example: backstep lesson export delta --folder handout
            """)

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
            var handout = LessonHandout(lesson, size: script.dashboard.size)
            while let player = script.dashboard.lesson?.player, !player.isFinished {
                try handout.add(&script)
                if script.dashboard.lesson?.player?.index == player.index { break }
            }
            for (name, canvas) in handout.pictures {
                try OutputFile(path: "\(folder)/\(name)").write(ScreenPicture(canvas).bytes(.svg))
            }
            let path = "\(folder)/\(lesson.id).md"
            try OutputFile(path: path).write(Array(handout.text.utf8))
            let cast = "\(folder)/\(lesson.id).cast"
            try OutputFile(path: cast).write(Array(handout.recording.utf8))
            Output.write("wrote \(path), \(handout.pictures.count) pictures and \(cast)\n")
        }
    }
}

/// A lesson on paper: what is said and asked, with the screen of that moment; answers apart. Beside it the lesson as a recording, at the
/// pace of somebody who reads: the same lesson gives the same bytes.
struct LessonHandout {
    private let lesson: Lesson
    /// The Markdown so far.
    private(set) var text: String
    /// Pictures by their file names.
    private(set) var pictures: [(name: String, canvas: Canvas)] = []

    /// The recording so far.
    private(set) var recording: String
    private var cast = CastText()
    private var seconds = 0.0

    init(_ lesson: Lesson, size: Size) {
        self.lesson = lesson
        recording = cast.header(size, secondsSince1970: nil, title: lesson.title)
        text = "# \(lesson.title)\n\n*\(lesson.minutes) minutes*\n"
    }

    /// Adds the step under way, and goes on to the next one in the right way.
    mutating func add(_ script: inout ScriptedDashboard) throws {
        guard let player = script.dashboard.lesson?.player else { return }
        let step = player.step
        text += "\n## \(player.stepNumber)\n\n\(paragraphs(player.shownText))\n"
        add(player.page.lines)
        if step.keys != nil, step.question == nil {
            show(script.frame, for: Self.timeToRead(player.shownText))
            try script.press(KeyPress(.character(";")))
        }
        picture(player.stepNumber, script.frame)
        show(script.frame, for: Self.timeToRead(player.shownText))
        if step.question != nil {
            for key in player.keysOfRightAnswer { try press(key, &script) }
            if let verdict = script.dashboard.lesson?.player?.shownVerdict {
                text += "\n<details><summary>Answer</summary>\n\n**\(verdict.right)** \(verdict.say)\n\n</details>\n"
                show(script.frame, for: Self.timeToRead(verdict.say))
            }
        } else if let task = step.task {
            text += "\n<details><summary>A way</summary>\n\n`\(task.solution.text)`\n\n</details>\n"
            for key in try KeySequence.parse(task.solution.text) { try press(key, &script) }
            show(script.frame, for: Self.timeToLook)
        }
        try press(KeyPress(.character(";")), &script)
    }

    /// Seconds from one key to the next, and to see what has come of some.
    private static let (pace, timeToLook) = (0.33, 2.0)

    /// Seconds that a text takes: three words a second, and a moment to look at the screen.
    private static func timeToRead(_ text: String) -> Double {
        timeToLook + Double(text.split(whereSeparator: \.isWhitespace).count) / 3
    }

    private mutating func press(_ key: KeyPress, _ script: inout ScriptedDashboard) throws {
        try script.press(key)
        show(script.frame, for: Self.pace)
    }

    private mutating func show(_ canvas: Canvas, for time: Double) {
        recording += cast.frame(canvas, at: seconds)
        seconds += time
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
