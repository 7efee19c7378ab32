import ArgumentParser
import Basics
import Remote

struct AttachCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Look into a PyTorch run, hold it before an update, step through a recorded step.",
        discussion: """
            The command behind -- is run as it is, and attached to: its Python finds a client that counts updates and answers questions. Training
            goes on by itself if backstep ends, and has the same bits as without. Without a command it waits for runs of this user that call
            backstep.watch(model, optimizer); with an address it waits there, for runs of other machines that ssh leads to it.

            With --json there is no screen: every line of backstep's is one JSON object, {"event":"hello"|"tick"|"record"|"held"|"running"|"event"|
            "bye",…}, between what the command writes itself; the exit code is the command's. Without a command it stays until the runs end that have come.

            Examples:
              backstep attach -- python train.py
              backstep attach -- torchrun --nproc-per-node 2 train.py
              backstep attach --list
              backstep attach
              backstep attach tcp://127.0.0.1:7000 --token-file token
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

    @Flag(help: "Say which runs of this user can be attached to, and do nothing else.")
    var list = false

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp("The run to show, by the beginning of its name, where there are several.", valueName: "name"))
    var wanted = ""

    @Option(help: ArgumentHelp("Write the client for PyTorch into a folder, and do nothing else.", valueName: "folder"))
    var client: String?

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp("A file with a text that ranks have to know; BACKSTEP_TOKEN_FILE names it there.", valueName: "file"))
    var tokenFile: String?

    @OptionGroup var screen: LookOptions

    @Argument(help: ArgumentHelp("Where to wait: tcp://127.0.0.1:PORT, or the path of a socket.", valueName: "address"))
    var address: String?

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
            let address = try address.map { try HubAddress(parsing: $0) }
            let token = try tokenFile.map(Self.token)
            if list { return try AttachableRuns(address: address, token: token).write() }
            if json {
                let code = try AttachedCommand(
                    words: command, address: address, token: token, holdEvery: holdEvery, recordEvery: recordEvery
                ).run()
                if code != 0 { throw ExitCode(code) }
                return
            }
            guard LookOptions.isOnScreen else {
                throw InputError(
                    .unavailable, "attach", expected: "a terminal on standard input and output", found: "none",
                    advice: "--json attaches without a screen")
            }
            try AttachedScreen(words: command, address: address, token: token, wanted: wanted, options: screen).run()
        }
    }

    /// Reads a token: what stands in a file, without the blanks around it.
    private static func token(in path: String) throws -> String {
        let text = String(decoding: try InputFile.read(path, atMost: 1 << 12), as: UTF8.self)
        let token = text.split(whereSeparator: \.isWhitespace).joined()
        guard !token.isEmpty else {
            throw InputError(
                .malformed, path, expected: "a token", found: "an empty file", advice: "openssl rand -hex 32 > \(path)")
        }
        return token
    }
}
