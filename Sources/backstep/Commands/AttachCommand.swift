import ArgumentParser
import Basics
import Remote

struct AttachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Look into a PyTorch run, hold it before an update, step through a recorded step.",
        discussion: """
            The command behind -- is run as it is, and attached to: its Python finds a client that counts updates and answers questions. Training
            goes on by itself if backstep ends, and has the same bits as without.

            With --json there is no screen: every line of backstep's is one JSON object, {"event":"hello"|"tick"|"record"|"held"|"running"|"event"|
            "bye",…}, between what the command writes itself; the exit code is the command's.

            Examples:
              backstep attach --json -- python train.py
              backstep attach --json --hold-every 0.5 -- torchrun --nproc-per-node 2 train.py
              backstep attach --client ~/python
            """)

    @Flag(help: "No screen: one JSON object a line.")
    var json = false

    @Option(
        name: .customLong("hold-every"),
        help: ArgumentHelp(
            "With --json: hold all ranks before an update every so many seconds, and let them go.", valueName: "seconds"))
    var holdEvery: Double?

    @Option(
        name: .customLong("record-every"),
        help: ArgumentHelp("With --json: record a step every so many seconds.", valueName: "seconds"))
    var recordEvery = 5.0

    @Option(help: ArgumentHelp("Write the client for PyTorch into a folder, and do nothing else.", valueName: "folder"))
    var client: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command to run, behind --.", valueName: "command"))
    var command: [String] = []

    func run() throws {
        try Failure.reported {
            if let client {
                try ClientFolder.writeClient(into: client)
                Output.write("wrote \(client)/backstep.py\n")
                return
            }
            for (name, seconds) in [("--hold-every", holdEvery), ("--record-every", recordEvery)] {
                if let seconds, !(seconds >= 0 && seconds.isFinite) {
                    throw InputError("\(name) \(seconds)", expected: "seconds not below 0", found: "\(seconds)")
                }
            }
            guard !command.isEmpty else {
                throw InputError(
                    "attach", expected: "a command behind --", found: "none", advice: "backstep attach --json -- python train.py")
            }
            guard json else {
                throw InputError("attach", expected: "--json", found: "no way to show it", advice: "backstep attach --json -- …")
            }
            let code = try AttachedCommand(words: command, holdEvery: holdEvery, recordEvery: recordEvery).run()
            if code != 0 { throw ExitCode(code) }
        }
    }
}
