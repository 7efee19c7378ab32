import Foundation

extension TortureCase {
    /// A shell stops it and goes on with it.
    static let jobControl: [TortureCase] = [
        TortureCase("11 Ctrl-Z", "stopped with a clean terminal; fg draws all of it again") { stage in
            for how in ["\u{1A}", ""] {
                let terminal = try stage.ready()
                let before = terminal.screen.text
                if how.isEmpty { terminal.signal(SIGTSTP) } else { terminal.send(how) }
                try terminal.waitForStop(stage.seconds(3))
                try terminal.expectClean()
                terminal.goOn()
                try terminal.wait(stage.seconds(3), for: "the panes as they were") { $0.text == before }
                try stage.quit(terminal)
            }
            return "by key and by signal"
        },
        TortureCase("12 Ctrl-Z ×10", "stopped ten times and resized meanwhile: the new size is drawn") { stage in
            let terminal = try stage.ready()
            for round in 0..<10 {
                terminal.send("\u{1A}")
                try terminal.waitForStop(stage.seconds(3))
                try terminal.expectClean()
                terminal.resize(width: round % 2 == 0 ? 100 : 80, height: 30)
                terminal.goOn()
                try terminal.wait(stage.seconds(3), for: "the new size") {
                    Stage.isReady($0) && ($0.rows[0].count > 80) == (round % 2 == 0) && !$0.rows[29].isEmpty
                }
            }
            try stage.quit(terminal)
            return "10 times"
        },
        TortureCase("13 no shell", "without a shell above it, Ctrl-Z is ignored") { stage in
            let terminal = try stage.ready(start: .leads)
            terminal.send("\u{1A}")
            try terminal.pass(0.5)
            try expect(terminal.standing == .running, "\(terminal.standing)")
            terminal.send("n")
            try terminal.wait(stage.seconds(3), forText: "it 1 ")
            terminal.send("q")
            try terminal.waitForEnd(stage.seconds(3), .exited(0))
            return "goes on"
        },
        TortureCase("14 background", "started in the background it stops and writes nothing; fg draws") { stage in
            let terminal = try stage.open(start: .inBackground)
            try terminal.waitForStop(stage.seconds(5))
            guard case .stopped(let signal) = terminal.standing, signal == SIGTTOU || signal == SIGTTIN else {
                throw Fault("expected it stopped by the terminal, found it \(terminal.standing)")
            }
            let use = try ProcessUse(terminal.process)
            try terminal.pass(0.5)
            try expect(terminal.received == 0, "\(terminal.received) bytes written")
            try expect(try ProcessUse(terminal.process).seconds - use.seconds < 0.05, "it spins")
            terminal.goOn()
            try terminal.wait(stage.seconds(20), for: "the panes", Stage.isReady)
            try stage.quit(terminal)
            return "stopped by signal \(signal)"
        },
    ]
}
