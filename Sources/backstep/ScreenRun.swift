import ArgumentParser
import CursesTerminal
import Dashboard
import Foundation
import TerminalGraphics
import Training

/// A session on the terminal's screen, from opening to closing.
struct ScreenRun {
    let source: SessionSource
    /// Bytes for going back in time.
    let history: Int
    let glyphs: GlyphTier?
    /// Where the session is kept as one goes; nil: nowhere but in case of need.
    let sessionFile: String?

    /// Opens the screen, and closes it at the end whatever happens.
    func run() throws {
        var screenOptions = ScreenOptions(environment: ProcessInfo.processInfo.environment)
        screenOptions.glyphs = glyphs
        let files = SessionFiles(named: sessionFile, source: source, environment: ProcessInfo.processInfo.environment)
        let screen = try CursesScreen.open(options: screenOptions)
        let wake = try WakePipe()
        let engine = Engine(
            history: history, store: files.store, load: { progress in try source.makeSession(history: history, progress) },
            describe: { error in
                let failure = Failure(error)
                return (failure.message, failure.exitCode)
            }, wake: { wake.wake() })
        SignalMask.blocked { engine.start() }
        let file = HistoryFile(environment: ProcessInfo.processInfo.environment)
        let ending = RunLoop(
            terminal: screen, engine: engine, wake: wake.readEnd, lines: file?.read() ?? LineHistory(),
            remember: { file?.write($0) }
        ).run()
        screen.close()
        engine.stop()
        switch ending {
        case .quit, .hangup: return
        case .failed(let message, let exitCode):
            Failure(message: message, exitCode: exitCode).report()
            throw ExitCode(exitCode)
        case .signal(let signal):
            SignalEnd.die(of: signal)
            throw ExitCode(SignalEnd.exitCode(for: signal))
        }
    }
}
