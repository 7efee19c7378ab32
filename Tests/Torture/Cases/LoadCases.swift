import Foundation

extension TortureCase {
    /// Input, output and load.
    static let loads: [TortureCase] = [
        TortureCase("33 stdin", "standard input is no terminal: works, or says why; never spins") { stage in
            for start in [TestTerminal.Start.inputNull, .inputClosed, .inputSilent, .errorsClosed] {
                let terminal = try stage.open(start: start)
                try terminal.pass(stage.seconds(1))
                if !terminal.standing.hasEnded, terminal.screen.modes.isAlternateScreen {
                    let use = try ProcessUse(terminal.process)
                    try terminal.pass(1)
                    let more = try ProcessUse(terminal.process).seconds - use.seconds
                    try expect(more < 0.3, "\(start.rawValue): \(more) s of a processor in a second")
                }
                terminal.signal(SIGTERM)
                try terminal.waitForEnd(stage.seconds(3))
                try terminal.expectClean()
            }
            return "null, closed, silent; stderr closed"
        },
        TortureCase("34 stdout", "standard output is a file or closed: text without an escape byte") { stage in
            let file = stage.folder.path + "/output"
            let terminal = try stage.open(Stage.moons.dropLast(2) + ["--epochs", "2"], start: .outputFile, output: file)
            try terminal.waitForEnd(stage.seconds(20), .exited(0))
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            try expect(!bytes.isEmpty && !bytes.contains(0x1B), String(decoding: bytes, as: UTF8.self))
            let closed = try stage.open(Stage.moons.dropLast(2) + ["--epochs", "2"], start: .outputClosed)
            try closed.waitForEnd(stage.seconds(20))
            try closed.expectClean()
            return "\(bytes.count) bytes"
        },
        TortureCase("35 slow", "2 kB a second: frames are dropped, q works at once and is clean") { stage in
            let terminal = try stage.open(width: 120, height: 40)
            terminal.rate = 2000
            try terminal.pass(3)
            terminal.send(" ")
            try terminal.pass(3)
            try terminal.expectAlive()
            terminal.send("q")
            let time = try terminal.waitForEnd(stage.seconds(10))
            terminal.rate = nil
            try terminal.pass(0.5)
            try terminal.expectClean()
            return "\(time.text(1)) s"
        },
        TortureCase("36 frames", "every byte is within a frame, and no frame clears the screen") { stage in
            let terminal = try stage.ready(width: 120, height: 40)
            try terminal.pass(0.3)
            let (frames, clears, bytes) = (terminal.screen.frames, terminal.screen.clears, terminal.received)
            terminal.send("+++ ")
            try terminal.pass(2)
            let drawn = terminal.screen.frames - frames
            try expect(drawn >= 10, "\(drawn) frames in 2 s")
            try expect(terminal.screen.clears == clears, "\(terminal.screen.clears - clears) clears")
            try expect(terminal.screen.bytesBetweenFrames == 0, "\(terminal.screen.bytesBetweenFrames) bytes outside of frames")
            return "\(drawn) frames in 2 s, \((terminal.received - bytes) / drawn) bytes each"
        },
        TortureCase("37 paused", "paused: no bytes, at most 0.2 % of a processor, less than a wake a second", alone: true) {
            stage in
            let terminal = try stage.ready(width: 120, height: 40)
            terminal.send("nn")
            try terminal.pass(2)
            let (before, bytes) = (try ProcessUse(terminal.process), terminal.received)
            let seconds = stage.isShort ? 5.0 : 20
            try terminal.pass(seconds)
            let after = try ProcessUse(terminal.process)
            try expect(terminal.received == bytes, "\(terminal.received - bytes) bytes")
            // The clock counts in hundredths of a second.
            let share = max(0, after.seconds - before.seconds - 0.01) / seconds
            try expect(share <= 0.002, "\((share * 100).text(2)) % of a processor")
            let wakes = Double(after.wakes - before.wakes) / seconds
            try expect(wakes < 1, "\(wakes.text(2)) wakes a second")
            return "0 bytes, \((share * 100).text(2)) %, \(wakes.text(2)) wakes a second"
        },
        TortureCase("38 keys", "2,000 keys at once and 30 a second: nothing is queued afterwards", alone: true) { stage in
            let terminal = try stage.ready(width: 120, height: 40)
            terminal.send(String(repeating: "\u{1B}[B", count: 2000))
            terminal.send("n")
            let time = try terminal.wait(stage.seconds(2), forText: "it 1 ")
            for _ in 0..<60 {
                terminal.send("\u{1B}[A")
                try terminal.pass(0.033)
            }
            terminal.send("n")
            let after = try terminal.wait(stage.seconds(0.3), forText: "it 2 ")
            return "\(time.text(2)) s, \(after.text(2)) s"
        },
        TortureCase("39 paste", "a paste runs no command; broken sequences and pastes without an end are got over") { stage in
            let terminal = try stage.ready(width: 120, height: 40)
            terminal.send("\u{1B}[200~nnnq:lr 5\rq\u{1B}[201~")
            try terminal.pass(0.3)
            try terminal.expectAlive()
            try expect(Stage.isReady(terminal.screen) && terminal.screen.text.contains("η 0.1 "), terminal.screen.text)
            terminal.send("\u{1B}[200~" + String(repeating: "abc 0\n", count: 30_000) + "\u{1B}[201~")
            try terminal.pass(0.5)
            terminal.send("\u{1B}[200~abc")
            try terminal.pass(2)
            terminal.send("n")
            try terminal.wait(stage.seconds(2), forText: "it 1 ")
            for broken in [
                "\u{1B}[", "\u{1B}[<0;1", "\u{1B}[<999999;999999;999999M", "\u{1B}O", "\u{1B}]11;rgb:", "\u{1B}P",
                "\u{1B}[999999999999999999R", "\u{0}\u{0}", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?62;22c", "\u{1B}[201~",
            ] {
                terminal.send(broken)
                try terminal.pass(0.03)
            }
            for bytes in [[0x1B, 0x5B, 0x4D, 0xFF, 0xFF, 0xFF], [0xFF, 0xFE, 0x80], [0xE4, 0xB8]] as [[UInt8]] {
                terminal.send(bytes)
                try terminal.pass(0.03)
            }
            try terminal.pass(1)
            terminal.send("\u{1B}")
            try terminal.pass(0.3)
            terminal.send("n")
            try terminal.wait(stage.seconds(3), for: "another iteration") { (Stage.iteration($0) ?? 0) >= 2 }
            return "alive, and keys work"
        },
        TortureCase("39 Escape", "Escape closes the help within 30 ms, and alone is no sequence", alone: true) { stage in
            let terminal = try stage.ready(width: 120, height: 40)
            var times: [Double] = []
            for _ in 0..<(stage.isShort ? 10 : 60) {
                terminal.send("?")
                try terminal.wait(stage.seconds(2), forText: "step one grain forward")
                try terminal.pass(0.05)
                terminal.send("\u{1B}")
                times.append(try terminal.wait(stage.seconds(2), for: "no help") { !$0.text.contains("step one grain forward") })
            }
            times.sort()
            let middle = times[times.count / 2]
            // 25 ms of them are for a sequence's rest, which may come.
            try expect(middle <= 0.030 * stage.patience + 0.01, "\((middle * 1000).text(0)) ms")
            return "median \((middle * 1000).text(0)) ms, slowest \((times[times.count - 1] * 1000).text(0)) ms"
        },
        TortureCase("39 random keys", "random keys at random sizes: alive, and SIGTERM restores everything") { stage in
            for _ in 0..<(stage.isShort ? 2 : 16) {
                let terminal = try stage.ready(width: 100, height: 35)
                var pressed = ""
                for step in 0..<300 {
                    let key = randomKeys.randomElement(using: &stage.random) ?? "n"
                    pressed += key
                    terminal.send(key)
                    if step % 10 == 9 {
                        terminal.resize(
                            width: Int.random(in: 1...220, using: &stage.random),
                            height: Int.random(in: 1...70, using: &stage.random))
                        try terminal.pass(0.05)
                    }
                }
                try terminal.pass(0.3)
                if case .exited(0) = terminal.standing { continue }
                if terminal.standing.hasEnded { throw Fault("\(terminal.standing) after \(pressed.debugDescription)") }
                terminal.signal(SIGTERM)
                try terminal.waitForEnd(stage.seconds(5))
                try terminal.expectClean()
            }
            return "300 keys each"
        },
        TortureCase("40 threads", "no thread but the terminal's takes signals") { stage in
            let terminal = try stage.ready()
            terminal.send(" ")
            try terminal.pass(0.5)
            let use = try ProcessUse(terminal.process)
            let ours = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP].reduce(UInt64(0)) { $0 | 1 << UInt64($1 - 1) }
            for (thread, mask) in use.blockedSignals where thread != terminal.process {
                try expect(mask & ours == ours, "thread \(thread) blocks \(String(mask, radix: 16)) only")
            }
            try expect(use.blockedSignals.count > 1, "training has no thread of its own")
            return "\(use.blockedSignals.count) threads"
        },
    ]

    private static let randomKeys =
        [
            "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", " ", "\t", "\u{1B}[Z", "\r", "\u{1B}", "\u{1B}[H", "\u{1B}[F",
            "\u{1B}[5~", "\u{1B}[6~",
        ]
        + "nNsSxzcCkedpgwm'!?ir/[]{}()+-0123456789fFaAlLoOuU:é中".map { String($0) }
}
