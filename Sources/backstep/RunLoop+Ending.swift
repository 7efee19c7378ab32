import ArgumentParser
import CursesTerminal
import Dashboard

extension RunLoop.Ending {
    /// Ends the program as the screen has ended: by the signal, or with the failure and its exit code. Returns where somebody has closed it,
    /// or the terminal is gone.
    func report() throws {
        switch self {
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
