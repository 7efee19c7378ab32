import ArgumentParser
import Dashboard
import Foundation
import Glibc
import Inspection
import TerminalGraphics
import Training

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Do again what a session file says, to the same bits, and show where it ended.",
        discussion: """
            A session is written on the screen by :w NAME, or kept as one goes by `backstep run --session FILE`. Its scenario is trained again,
            with every change on every branch, to the moment at which it was written. On a terminal the screen opens there, and what is done
            there is kept in the file; with --keys,
            --digest or --print, or where there is no terminal, the keys are pressed and the screen is printed as text.

            Examples:
              backstep replay lesson.yaml
              backstep replay lesson.yaml --keys 'Home n*3 x' --digest
            """)

    @Argument(help: "A session file.")
    var file: String

    @Option(parsing: .unconditional, help: "Columns and rows of the printed screen.")
    var size = "120x40"

    @Option(parsing: .unconditional, help: "The keys to press at the end.")
    var keys: String?

    @Option(help: ArgumentHelp("ascii, blocks or braille.", valueName: "tier"))
    var glyphs: String?

    @Option(help: ArgumentHelp("Memory for going back in time, such as 256MiB.", valueName: "size"))
    var history = "256MiB"

    @Flag(help: "Print the screen even on a terminal.")
    var print = false

    @Flag(help: "With colors, as escape sequences.")
    var ansi = false

    @Flag(help: "Print the SHA-256 of all parameters after the screen.")
    var digest = false

    func run() throws {
        try Failure.reported {
            let size = try parseSize(size)
            let presses = try KeySequence.parse(keys ?? "")
            let memory = try MemorySize(parsing: history).bytes
            let tier = try glyphs.map(parseGlyphs)
            let isPrinted = print || ansi || digest || keys != nil || isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1
            // Before the file is read: what is read has to be the newest.
            let lock = isPrinted ? nil : try SessionLock(file)
            let record = try SessionFiles.read(file)
            let source = SessionSource(record, path: file)
            guard isPrinted else {
                return try ScreenRun(source: source, history: memory, glyphs: tier, sessionFile: file, sessionLock: lock).run()
            }
            let session = try source.makeSession(history: memory)
            let isSame = record.digest.map { _ in "this machine has reached the bits that the file was written with" }
            let files = SessionFiles(named: nil, source: source, environment: [:])
            let driver = SessionDriver(session, history: memory, store: files.store)
            var script = ScriptedDashboard(Dashboard(size: size, glyphs: tier ?? .braille), driver)
            for key in presses { try script.press(key) }
            let canvas = script.frame
            Output.write(ansi ? AnsiText().string(canvas) : canvas.plainText() + "\n")
            if digest, let isSame { Output.write(isSame + "\n") }
            if digest { Output.write("parameters \(driver.session.parametersDigest())\n") }
        }
    }
}
