import Foundation

extension TortureCase {
    /// Terminals of all sizes, and sizes that change.
    static let sizes: [TortureCase] = [
        TortureCase("19 tiny", "starts where there is no room, grows, shrinks, and can be left") { stage in
            for size in [(0, 0), (1, 1), (2, 2), (10, 5), (20, 6), (40, 10), (500, 3)] {
                let terminal = try stage.open(width: size.0, height: size.1)
                try terminal.wait(stage.seconds(20), for: "a screen") { $0.modes.isAlternateScreen }
                terminal.resize(width: 80, height: 24)
                try terminal.wait(stage.seconds(20), for: "the panes", Stage.isReady)
                terminal.resize(width: size.0, height: size.1)
                try terminal.pass(0.2)
                try terminal.expectAlive()
                try stage.quit(terminal)
            }
            return "0x0 to 500x3"
        },
        TortureCase("19 and back", "made smaller and as large again at once, or without a size at first: drawn whole") { stage in
            let terminal = try stage.ready()
            try terminal.settle()
            let before = terminal.screen.text
            for size in [(60, 20), (1, 1), (79, 24)] {
                terminal.resize(width: size.0, height: size.1)
                terminal.resize(width: 80, height: 24)
                try terminal.wait(stage.seconds(3), for: "the whole screen again") { $0.text == before }
            }
            try stage.quit(terminal)
            let unknown = try stage.open(width: 0, height: 0)
            try unknown.wait(stage.seconds(20), for: "a screen") { $0.modes.isAlternateScreen }
            try unknown.settle(1)
            unknown.resize(width: 80, height: 24)
            try unknown.wait(stage.seconds(5), for: "the panes", Stage.isReady)
            try stage.quit(unknown)
            return "three sizes and none"
        },
        TortureCase("20 overlays", "help, menu, prompt, `:`, and a lesson at every tiny size") { stage in
            for opening in ["?", "p", "g", ":", ":learn first-steps\r", "x", "z", "m", "/"] {
                let terminal = try stage.ready()
                terminal.send(opening)
                for size in [(1, 1), (2, 2), (3, 40), (10, 5), (39, 11), (40, 12), (200, 2)] {
                    terminal.resize(width: size.0, height: size.1)
                    try terminal.pass(0.05)
                    terminal.send("\u{1B}[B")
                    try terminal.pass(0.05)
                    try terminal.expectAlive()
                }
                terminal.signal(SIGTERM)
                try terminal.waitForEnd(stage.seconds(3))
                try terminal.expectClean()
            }
            return "9 overlays at 7 sizes"
        },
        TortureCase("21 too small", "where there is no room it says so; keys do nothing unseen, and q works") { stage in
            let terminal = try stage.ready()
            terminal.resize(width: 30, height: 8)
            try terminal.wait(stage.seconds(3), forText: "needs 40x12, has 30x8")
            terminal.send("nnn]s:lr 5\r")
            try terminal.pass(0.3)
            terminal.resize(width: 80, height: 24)
            try terminal.wait(stage.seconds(3), for: "the panes as they were") { Stage.isReady($0) && $0.text.contains("η 0.1 ") }
            terminal.resize(width: 30, height: 8)
            try terminal.wait(stage.seconds(3), forText: "needs 40x12")
            terminal.send("q")
            try terminal.waitForEnd(stage.seconds(3), .exited(0))
            return "nothing done"
        },
        TortureCase("22 100 resizes", "a hundred sizes in two seconds, from the start on: then the last one is drawn") { stage in
            let terminal = try stage.open()
            for _ in 0..<100 {
                terminal.resize(
                    width: Int.random(in: 1...200, using: &stage.random), height: Int.random(in: 1...60, using: &stage.random))
                try terminal.pass(0.02)
            }
            terminal.resize(width: 100, height: 30)
            try expectDrawnWhole(terminal, stage)
            try stage.quit(terminal)
            return "drawn whole"
        },
        TortureCase("23 suddenly large", "suddenly 300×100 and 500×200: drawn whole, nothing of the old size") { stage in
            let terminal = try stage.ready()
            for (width, height) in [(300, 100), (80, 24), (500, 200), (80, 24)] {
                terminal.resize(width: width, height: height)
                try expectDrawnWhole(terminal, stage)
            }
            return "as one that was opened at this size"
        },
    ]

    /// The screen is what `backstep frame` prints for its size.
    private static func expectDrawnWhole(_ terminal: TestTerminal, _ stage: Stage) throws {
        let size = "\(terminal.screen.width)x\(terminal.screen.height)"
        let printed = try stage.output(["frame"] + Stage.moons.dropFirst() + ["--keys", "", "--size", size])
        try expect(printed.isSuccess, "\(printed)")
        let rows = printed.outputLines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return line
        }
        try terminal.wait(stage.seconds(5), for: "the frame of \(size):\n\(printed.output)") { $0.rows == rows }
    }
}
