import ArgumentParser
import Basics
import Dashboard
import Glibc
import Inspection
import TerminalGraphics
import Training

/// The options of a command that opens the screen: how it looks, and what is kept.
struct RunScreenOptions: ParsableArguments {
    @OptionGroup var look: LookOptions

    @Option(help: ArgumentHelp("Record the screen in asciinema's format.", valueName: "file.cast"))
    var record: String?

    @Option(help: ArgumentHelp("Memory for going back in time, such as 256MiB.", valueName: "size"))
    var history = "256MiB"

    @Option(
        help: ArgumentHelp(
            "A session file: opened where it is there, else begun; it is kept as you go. It has its own scenario.",
            valueName: "file"))
    var session: String?

    /// The run to open, with everything checked that can be before it is.
    /// - Parameter options: the scenario, where no session file has its own.
    func read(_ options: ScenarioOptions) throws -> ScreenRun {
        // Before the file is read: what is read has to be the newest.
        let lock = LookOptions.isOnScreen ? try session.flatMap { try SessionLock($0) } : nil
        var run = try screenRun(try source(options))
        (run.sessionFile, run.sessionLock) = (session, lock)
        return run
    }

    /// A run on the screen that no session file keeps.
    func screenRun(_ source: SessionSource) throws -> ScreenRun {
        let memory = try MemorySize(parsing: history)
        return ScreenRun(
            source: source, history: memory.bytes, glyphs: try look.glyphs.map(parseGlyphs),
            theme: try look.theme.map(parseTheme),
            isConfigured: !look.noConfig, recording: record)
    }

    /// The session file's scenario, or that of the options.
    private func source(_ options: ScenarioOptions) throws -> SessionSource {
        guard let session, access(session, F_OK) == 0 else {
            if let session { try OutputFile(path: session).check() }
            return try SessionSource(options)
        }
        let record = try SessionFiles.read(session)
        if let given = options.firstGiven {
            throw InputError(
                "--session \(session)", expected: "no other options of the scenario, since the file has its own",
                found: given, advice: "leave it out or name a new file")
        }
        return SessionSource(record, path: session)
    }
}
