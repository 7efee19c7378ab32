import ArgumentParser
import Basics
import CursesTerminal
import Datasets
import Glibc
import Inspection
import NeuralNetwork
import ScreenPictures
import TerminalGraphics
import Training

/// An error as one line for the person and a code for the shell.
struct Failure: Error {
    let message: String
    /// As in `sysexits.h`.
    let exitCode: Int32

    init(_ error: any Error) {
        let message: String
        switch error {
        case let failure as Failure: (message, exitCode) = (failure.message, failure.exitCode)
        case let error as InputError: (message, exitCode) = (error.description, error.exitCode)
        case let error as KeyNotationError: (message, exitCode) = ("--\(error.description)", EX_USAGE)
        case let error as TerminalError: (message, exitCode) = (error.description, EX_UNAVAILABLE)
        case let error as PictureError: (message, exitCode) = (error.description, EX_UNAVAILABLE)
        default: (message, exitCode) = ("\(error)", EX_SOFTWARE)
        }
        self.message = OneLine.of(message)
    }

    init(message: String, exitCode: Int32) {
        self.message = OneLine.of(message)
        self.exitCode = exitCode
    }

    /// Writes the line to standard error.
    func report() {
        StandardError.write("backstep: \(message)\n")
    }

    /// Runs `body`; an error becomes its line and ends the command with its code.
    static func reported(_ body: () throws -> Void) throws {
        do { try body() } catch let exit as ExitCode { throw exit } catch {
            let failure = Failure(error)
            failure.report()
            throw ExitCode(failure.exitCode)
        }
    }
}
