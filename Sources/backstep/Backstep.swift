import ArgumentParser
import CursesTerminal
import Glibc

@main
struct Backstep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backstep",
        abstract: "Watch backpropagation happen, and step through it: forwards, backwards, and back in time.",
        discussion: """
            Without a command it opens the screen on MNIST, if that is on this machine, or on digits it draws itself, with one 5 pinned.
            Where there is no terminal it trains without a screen.

            Examples:
              backstep
              backstep --network dense:32,sigmoid,dense:10 --learning-rate 0.5
              backstep vanishing-sigmoid
              backstep learn
              backstep train --data mnist --epochs 5 --json
              backstep frame --size 120x40 --keys 'n*3 s s x'
              backstep keys
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, LearnCommand.self, ReviewCommand.self, LessonCommand.self, CompareCommand.self, TrainCommand.self,
            AttachCommand.self, FrameCommand.self,
            ReplayCommand.self, ExportCommand.self,
            ScenariosCommand.self,
            VerifyCommand.self,
            CheckCommand.self, DoctorCommand.self, BenchCommand.self,
            DataCommand.self, KeysCommand.self,
        ],
        defaultSubcommand: RunCommand.self)
}

extension Backstep {
    /// Reads the command line and runs the command. A slip on the command line is told in one line, as all others are.
    static func main() {
        Output.openMissingDescriptors()
        endOnQuit()
        SignalEnd.endPlainlyOnFaults()
        do {
            var command = try parseAsRoot(arguments(Array(CommandLine.arguments.dropFirst())))
            try command.run()
        } catch {
            if error is ExitCode { exit(withError: error) }
            if exitCode(for: error) == .success {
                // Help that could not be written is not help.
                Output.write(fullMessage(for: error) + "\n")
                Glibc.exit(EXIT_SUCCESS)
            }
            let words = expectation(in: message(for: error).split(separator: "\n").joined(separator: " "))
            let failure = Failure(
                message: "\(words.last == "." || words.last == "?" ? words : words + ";") \(advice(for: error))",
                exitCode: EX_USAGE)
            failure.report()
            exit(withError: ExitCode(failure.exitCode))
        }
    }

    /// The arguments, with a name of its own for what `doctor --learning-rate` without a number asks for: an option's value cannot be
    /// left out, and the option is one of all commands.
    private static func arguments(_ given: [String]) -> [String] {
        guard given.first == DoctorCommand.configuration.commandName, let place = given.firstIndex(of: "--learning-rate"),
            place + 1 == given.count || given[place + 1].hasPrefix("--")
        else { return given }
        return given.enumerated().map { $0.offset == place ? "--try-learning-rates" : $0.element }
    }

    /// A number, expected where the parser only says that a value is invalid. The placeholder in the help tells of which
    /// kind: `<n>` is a whole one.
    private static func expectation(in message: String) -> String {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "The value ", parts[2] == " is invalid for ",
            let name = parts[3].split(separator: " ").first
        else {
            return message
        }
        return
            "\(name) \(parts[1]): expected \(parts[3].hasSuffix("<n>") ? "a whole number not below 0" : "a number"), found '\(parts[1])'"
    }

    /// The runtime answers Ctrl-\ with a backtrace and goes on; people expect the end. A signal that whoever started us has
    /// ignored stays so.
    private static func endOnQuit() {
        var action = sigaction()
        guard sigaction(SIGQUIT, nil, &action) == 0, action.__sigaction_handler.sa_handler != nil else { return }
        if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) {
            signal(SIGQUIT, SIG_DFL)
        }
    }

    /// The parser knows which command's help says more.
    private static func advice(for error: any Error) -> String {
        let words = fullMessage(for: error).split(separator: "'", omittingEmptySubsequences: false)
        guard let help = words.last(where: { $0.hasPrefix("backstep") && $0.hasSuffix("help") }) else {
            return "see backstep --help"
        }
        return "see \(help)"
    }
}
