import ArgumentParser
import CursesTerminal
import Dashboard
import Foundation
import Inspection
import Lessons
import TerminalGraphics
import Training

/// A session on the terminal's screen, from opening to closing.
struct ScreenRun {
    let source: SessionSource
    /// Bytes for going back in time.
    let history: Int
    let glyphs: GlyphTier?
    /// Colors that were asked for, in place of those remembered.
    var theme: Theme? = nil
    /// Whether settings are read and kept.
    var isConfigured = true
    /// Where the screen is recorded; nil: nowhere.
    var recording: String? = nil
    /// Where the session is kept as one goes; nil: nowhere but in case of need.
    var sessionFile: String? = nil
    /// That it is nobody else's meanwhile.
    var sessionLock: SessionLock? = nil
    /// The scenario to compare with; nil: none.
    var otherScenario: String?
    /// Lessons that can be opened.
    var library = LessonLibrary.ifReadable
    /// Lesson or list that is opened at the beginning.
    var opening = Learning.Opening.nothing
    /// Whether lessons are played before a class.
    var isClass = false

    /// Opens the screen, and closes it at the end whatever happens.
    func run() throws {
        var screenOptions = ScreenOptions(environment: ProcessInfo.processInfo.environment)
        let settingsFile = isConfigured ? SettingsFile(environment: ProcessInfo.processInfo.environment) : nil
        let kept = settingsFile?.read()
        let remembered = kept ?? Settings()
        var settings = remembered
        if let theme { settings.theme = theme.name }
        screenOptions.glyphs = glyphs ?? remembered.glyphs
        let files = SessionFiles(named: sessionFile, source: source, environment: ProcessInfo.processInfo.environment)
        let interrupted = files.interrupted()
        let recordingFile = try recording.map { try StreamedFile(OutputFile(path: $0)) }
        let screen = try CursesScreen.open(options: screenOptions)
        let recorder = try recordingFile.map {
            try RecordedTerminal(
                screen, file: $0, title: "backstep \(source.scenario.name)",
                secondsSince1970: Int(Date().timeIntervalSince1970), now: { .seconds(ProcessInfo.processInfo.systemUptime) })
        }
        let wake = try WakePipe()
        let progressFile = isConfigured ? ProgressFile(environment: ProcessInfo.processInfo.environment) : nil
        var progress = progressFile?.read()
        let due = tellDue(&progress)
        if due != nil, let progress { progressFile?.write(progress) }
        let engine = Engine(
            speed: remembered.speed ?? .usual, history: history, store: files.store,
            load: { [source, history] progress in try source.makeSession(history: history, progress) },
            prepare: { [source, otherScenario, library, due, opening, substitute = screen.substitute] driver in
                driver.scenarioNamed = library.scenario(named:)
                driver.dataOf = source.data
                if let otherScenario { try driver.compare(with: otherScenario) }
                if let substitute {
                    driver.greeting = "the terminal database does not have this TERM: drawn as for \(substitute)"
                }
                if let due { driver.greeting = due }
                // Nobody who opens a lesson is to be told of another run in the middle of it.
                if let path = interrupted.last, case .nothing = opening {
                    driver.greeting = "a run was cut off; to go on with it: backstep replay \(path)"
                }
            },
            describe: { error in
                let failure = Failure(error)
                return (failure.message, failure.exitCode)
            }, wake: { wake.wake() })
        SignalMask.blocked { engine.start() }
        let file = HistoryFile(environment: ProcessInfo.processInfo.environment)
        let loop = RunLoop(
            terminal: recorder ?? screen, engine: engine, wake: wake.readEnd, lines: file?.read() ?? LineHistory(),
            remember: { file?.write($0) }, settings: settings,
            learning: Learning(
                lessons: library.lessons, progress: progress ?? LessonProgress(), today: .today, opening: opening,
                isClass: isClass, remember: { [keeps = progress != nil] in if keeps { progressFile?.write($0) } },
                showNotes: { NotesFile(environment: ProcessInfo.processInfo.environment)?.write($0) }),
            writeScreenshot: ScreenShot.write)
        let ending = loop.run()
        // A closed terminal is told of twice, and whoever waits for the end sends a signal again: it takes effect when all is kept.
        try SignalMask.blocked {
            screen.close()
            engine.stop()
            sessionLock?.release()
            try recorder?.finish()
            if case .quit = ending, kept != nil, loop.settings != settings { settingsFile?.write(loop.settings) }
            if case .quit = ending { files.keepAsLastSession() }
        }
        try ending.report()
    }

    /// A line on questions that are due, once a day; nil where there are none, or it has been said.
    private func tellDue(_ progress: inout LessonProgress?) -> String? {
        guard case .nothing = opening, let known = progress, known.told.map({ $0 < .today }) ?? true else { return nil }
        let count = min(3, known.due(on: .today).count)
        guard count > 0 else { return nil }
        progress?.told = .today
        return count == 1 ? "a question waits: :review asks it" : "\(count) questions wait: :review asks them"
    }
}
