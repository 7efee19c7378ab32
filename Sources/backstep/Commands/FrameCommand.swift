import ArgumentParser
import Basics
import Dashboard
import Inspection
import Lessons
import ScreenPictures
import TerminalGraphics
import Training

struct FrameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frame", abstract: "Press keys without a terminal and print the screen as text, or draw it as a picture.",
        discussion: """
            Keys are separated by blanks; n*3 presses n three times, and names such as Space, Tab, Up, F10 and C-l are known; text in
            double quotes is typed as it stands. The same keys always give the same screen. A running session does ten iterations between two keys.

            Examples:
              backstep frame --size 120x40 --keys 'n*3 s s x'
              backstep frame --keys '":lr 0.05" Enter n*20'
              backstep frame --data digits --keys 'Space Space*30' --ansi
              backstep frame --keys 'n*200' --png screen.png --svg screen.svg
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("Columns and rows.", valueName: "WxH"))
    var size = "120x40"

    @Option(parsing: .unconditional, help: "The keys to press.")
    var keys = ""

    @Option(help: ArgumentHelp("ascii, blocks or braille.", valueName: "tier"))
    var glyphs = "braille"

    @Option(help: ArgumentHelp("The colors: \(Theme.names.joined(separator: ", ")).", valueName: "theme"))
    var theme = "dark"

    @Option(help: ArgumentHelp("What a terminal would show that has so many: true, 256, 16 or none.", valueName: "depth"))
    var colors = ColorDepth.true

    @Flag(help: "With colors, as escape sequences.")
    var ansi = false

    @Option(help: ArgumentHelp("Write a picture of the screen instead: pixels.", valueName: "file"))
    var png: String?

    @Option(help: ArgumentHelp("Write a picture of the screen instead: shapes, which can be enlarged.", valueName: "file"))
    var svg: String?

    @Option(
        help: ArgumentHelp(
            "Beside it a second run on the same batches: a scenario, or settings that differ, such as 'optimizer: adam'.",
            valueName: "scenario"))
    var compare: String?

    @Option(
        help: ArgumentHelp("Open a lesson, on its own run: a name (see `backstep learn --list`) or a file.", valueName: "lesson"))
    var lesson: String?

    @Flag(help: "Print the SHA-256 of all parameters after the screen.")
    var digest = false

    func run() throws {
        try Failure.reported {
            let size = try parseSize(size)
            let presses = try KeySequence.parse(keys)
            let tier = try parseGlyphs(glyphs)
            let theme = try parseTheme(theme)
            let pictures = [(PictureFormat.png, png), (.svg, svg)].compactMap { format, path in
                path.map { (format, OutputFile(path: $0)) }
            }
            for (_, file) in pictures { try file.check() }
            var library = LessonLibrary.ifReadable
            let opened = try lesson.map { try library.lesson($0) }
            if opened != nil, let given = options.firstGiven {
                throw InputError(
                    "--lesson", expected: "no options of a scenario, since a lesson has its own", found: given,
                    advice: "leave one of them out")
            }
            let source = try opened.map { SessionSource(scenario: try LessonLibrary.scenario(of: $0)) } ?? SessionSource(options)
            let files = SessionFiles(named: nil, source: source, environment: [:])
            let driver = SessionDriver(try source.makeSession(history: 256 << 20), store: files.store)
            driver.scenarioNamed = library.scenario(named:)
            driver.dataOf = source.data
            if let compare { try driver.compare(with: compare) }
            var script = ScriptedDashboard(
                Dashboard(size: size, glyphs: tier, hasColor: colors.showsPictures, theme: theme), driver)
            try script.change { dashboard in
                dashboard.lessons = library.lessons
                if let opened { dashboard.open(opened) }
            }
            for key in presses { try script.press(key) }
            let canvas = colors.reduce(script.frame)
            for (format, file) in pictures { try file.write(ScreenPicture(canvas).bytes(format)) }
            if pictures.isEmpty { Output.write(ansi ? AnsiText().string(canvas) : canvas.plainText() + "\n") }
            if digest { Output.write("parameters \(driver.session.parametersDigest())\n") }
        }
    }
}

/// Reads `120x40`.
func parseSize(_ text: String) throws -> Size {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]), (0...1000).contains(width),
        (0...1000).contains(height)
    else {
        throw InputError(
            "--size \(text)", expected: "columns and rows up to 1000, such as 120x40", found: "'\(text)'",
            advice: "try --size 120x40")
    }
    return Size(width: width, height: height)
}
