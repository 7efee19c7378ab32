import Foundation

extension TortureCase {
    /// The terminal is given back, however the program ends.
    static let restoring: [TortureCase] = [
        left("1 quit", "q", by: "q"),
        ended("2 TERM", SIGTERM, "SIGTERM"),
        ended("3 INT", SIGINT, "SIGINT"),
        left("3 Ctrl-C", "Ctrl-C", by: "\u{3}"),
        ended("4 QUIT", SIGQUIT, "SIGQUIT"),
        ended("5 HUP", SIGHUP, "SIGHUP"),
        TortureCase("6 faults", "a fault's signal restores the terminal first, and ends it within 5 s") { stage in
            for (number, _) in faults {
                let terminal = try stage.ready()
                terminal.send(" ")
                try terminal.pass(0.1)
                terminal.signal(number)
                try terminal.waitForEnd(stage.seconds(5), .killed(number))
                try terminal.expectClean()
            }
            return faults.map(\.name).joined(separator: " ")
        },
        TortureCase("7 signals", "hundreds of signals at full speed, and it still ends cleanly") { stage in
            let rounds = stage.isShort ? 3 : 20
            for _ in 0..<rounds {
                let terminal = try stage.ready()
                terminal.send("+++++++ ")
                for _ in 0..<200 { terminal.signal(Bool.random(using: &stage.random) ? SIGWINCH : SIGCONT) }
                try terminal.pass(0.02)
                terminal.signal(SIGTERM)
                try terminal.waitForEnd(stage.seconds(3), .killed(SIGTERM))
                try terminal.expectClean()
            }
            return "\(rounds) times 200"
        },
        TortureCase("8 error", "an error behind the screen is one line after it, and an end above 0") { stage in
            for name in [
                "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
            ] {
                try stage.folder.write("no IDX file", to: name)
            }
            let terminal = try stage.open(["run", "--data", "."], width: 200)
            try terminal.waitForEnd(stage.seconds(10), .exited(65))
            try terminal.expectClean()
            let lines = terminal.screen.rows.filter { !$0.isEmpty }
            try expect(lines.count == 1 && lines[0].hasPrefix("backstep: "), terminal.screen.text)
            return "65"
        },
        TortureCase("9 O_NONBLOCK", "the shell's descriptor is left as it was, ended and stopped") { stage in
            let terminal = try stage.ready()
            terminal.send("\u{1A}")
            try terminal.waitForStop(stage.seconds(3))
            try expect(!terminal.isNonblocking, "O_NONBLOCK while stopped")
            terminal.goOn()
            try terminal.wait(stage.seconds(3), for: "the panes", Stage.isReady)
            terminal.send("q")
            try terminal.waitForEnd(stage.seconds(3), .exited(0))
            try expect(!terminal.isNonblocking, "O_NONBLOCK at the end")
            return "not set"
        },
        TortureCase("10 sequences", "no signal cuts a sequence in two") { stage in
            let rounds = stage.isShort ? 5 : 60
            for _ in 0..<rounds {
                let terminal = try stage.ready(width: 160, height: 50)
                terminal.send("+++++++ ")
                try terminal.pass(Double.random(in: 0...0.3, using: &stage.random))
                terminal.signal([SIGTERM, SIGHUP, SIGQUIT].randomElement(using: &stage.random) ?? SIGTERM)
                try terminal.waitForEnd(stage.seconds(3))
                try terminal.expectClean()
            }
            return "\(rounds) times"
        },
    ]

    private static let faults: [(signal: Int32, name: String)] = [
        (SIGILL, "SIGILL"), (SIGTRAP, "SIGTRAP"), (SIGABRT, "SIGABRT"), (SIGSEGV, "SIGSEGV"), (SIGBUS, "SIGBUS"),
        (SIGFPE, "SIGFPE"),
    ]

    private static func left(_ name: String, _ word: String, by key: String) -> TortureCase {
        TortureCase(name, "\(word) ends with 0, and the terminal is as it was") { stage in
            let terminal = try stage.ready()
            try expect(terminal.screen.modes.isAlternateScreen, "expected a screen of its own")
            return "\(try stage.quit(terminal, by: key).text(2)) s"
        }
    }

    private static func ended(_ name: String, _ number: Int32, _ word: String) -> TortureCase {
        TortureCase(name, "\(word) ends it within 3 s, by the signal, and the terminal is as it was") { stage in
            var slowest = 0.0
            for keys in ["", "+++++++ "] {
                let terminal = try stage.ready()
                terminal.send(keys)
                try terminal.pass(0.1)
                terminal.signal(number)
                slowest = max(slowest, try terminal.waitForEnd(stage.seconds(3), .killed(number)))
                try terminal.expectClean()
            }
            return "\(slowest.text(2)) s"
        }
    }
}
