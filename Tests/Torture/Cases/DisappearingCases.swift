import Foundation

extension TortureCase {
    /// The terminal goes away, or takes nothing any more.
    static let disappearing: [TortureCase] = [
        TortureCase("15 closed", "the window is closed: ends within 3 s, and the run is kept") { stage in
            let terminal = try stage.ready()
            terminal.send("nnn")
            try terminal.wait(stage.seconds(5), forText: "it 3 ")
            terminal.send(" ")
            try terminal.pass(0.5)
            terminal.hangUp()
            let time = try terminal.waitForEnd(stage.seconds(3))
            try expectKept(stage)
            return "\(time.text(2)) s, \(terminal.standing)"
        },
        TortureCase("15 told twice", "told to end again and again: it ends within 3 s, and the run is kept first") { stage in
            let terminal = try stage.ready()
            terminal.send("nnn")
            try terminal.wait(stage.seconds(5), forText: "it 3 ")
            for _ in 0..<100 {
                terminal.signal(SIGTERM)
                usleep(200)
            }
            let time = try terminal.waitForEnd(stage.seconds(3), .killed(SIGTERM))
            try expectKept(stage)
            return "\(time.text(2)) s"
        },
        TortureCase("16 EOF", "the terminal is gone and nobody says so: ends within 3 s, spins never, and the run is kept") {
            stage in
            for keys in ["", " "] {
                let terminal = try stage.ready(start: .untold)
                terminal.send("n\(keys)")
                try terminal.pass(0.5)
                terminal.hangUp()
                try terminal.waitForEnd(stage.seconds(3))
                try expectKept(stage)
            }
            return "paused and running"
        },
        TortureCase("17 closed, stopped", "closed while it is stopped: ends") { stage in
            let terminal = try stage.ready()
            terminal.send("\u{1A}")
            try terminal.waitForStop(stage.seconds(3))
            terminal.hangUp()
            let time = try terminal.pump(until: stage.seconds(3)) { terminal.standing.hasEnded }
            try expect(time != nil, "\(terminal.standing)")
            return "\((time ?? 0).text(2)) s"
        },
        TortureCase("18 stalled", "the terminal takes nothing: training goes on, and SIGTERM ends it within 3 s") { stage in
            let terminal = try stage.ready(width: 160, height: 50)
            terminal.send(" ")
            try terminal.wait(stage.seconds(5), for: "a run") { (Stage.iteration($0) ?? 0) > 5 }
            let before = Stage.iteration(terminal.screen) ?? 0
            terminal.isStalled = true
            try terminal.pass(2)
            terminal.isStalled = false
            try terminal.wait(stage.seconds(3), for: "the run further on") { (Stage.iteration($0) ?? 0) > before + 50 }
            terminal.isStalled = true
            try terminal.pass(1)
            terminal.signal(SIGTERM)
            let time = try terminal.waitForEnd(stage.seconds(3), .killed(SIGTERM))
            return "\(time.text(2)) s"
        },
    ]

    /// A file of the session is there, and opens.
    private static func expectKept(_ stage: Stage) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: stage.stateFolder)) ?? []
        let kept = names.filter { $0.hasSuffix(".yaml") && $0 != "settings.yaml" }
        guard let name = kept.first else { throw Fault("nothing was kept, only \(names)") }
        let replayed = try stage.output(["replay", stage.stateFolder + "/" + name, "--digest"])
        try expect(replayed.isSuccess && Stage.iteration(of: replayed.output) ?? 0 > 0, "\(name): \(replayed)")
    }
}
