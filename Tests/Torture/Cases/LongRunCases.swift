import Foundation

extension TortureCase {
    /// Live for minutes, at full speed.
    static let longRuns: [TortureCase] = [
        TortureCase("memory", "at full speed with a history of 8 MiB: memory is flat, frames are as fast at the end", alone: true)
        { stage in
            // With so many samples an epoch is long, and the run does not come to its end.
            let arguments = Stage.moons.map { $0 == "256" ? "4096" : $0 } + ["--history", "8MiB"]
            let terminal = try stage.ready(arguments, width: 120, height: 40)
            terminal.send("++++++++++++ ")
            // By then the history is full.
            try terminal.pass(stage.isShort ? 6 : 45)
            var memory: [Int] = []
            var frames: [Int] = []
            for _ in 0..<(stage.isShort ? 4 : 7) {
                let before = terminal.screen.frames
                try terminal.pass(stage.isShort ? 2 : 15)
                memory.append(try ProcessUse(terminal.process).memory)
                frames.append(terminal.screen.frames - before)
            }
            let iterations = Stage.iteration(terminal.screen) ?? 0
            let grown = memory[memory.count - 1] - memory[0]
            // Curves keep summaries of eight times as many iterations, level by level: a megabyte a series each time that these are
            // eight times as many.
            try expect(grown < 16 << 20, "grown by \(grown >> 10) KiB: \(memory.map { $0 >> 10 })")
            let late = memory[memory.count - 1] - memory[memory.count / 2]
            try expect(stage.isShort || late < 4 << 20, "still growing at the end: \(memory.map { $0 >> 10 })")
            try expect(frames.allSatisfy { $0 > 0 }, "it has stopped: frames \(frames)")
            try expect(frames[frames.count - 1] * 3 >= frames[0] * 2, "frames \(frames)")
            terminal.send("q")
            try terminal.pass(0.2)
            terminal.signal(SIGTERM)
            try terminal.waitForEnd(stage.seconds(3))
            return "\(iterations) iterations, \(memory[0] >> 20) → \(memory[memory.count - 1] >> 20) MiB, frames \(frames)"
        },
        TortureCase("latency", "at full speed, from a key to the last byte of its frame: p99 within 50 ms", alone: true) {
            stage in
            let terminal = try stage.ready(width: 120, height: 40)
            terminal.send("++++++++++++ ")
            try terminal.wait(stage.seconds(5), for: "a run") { (Stage.iteration($0) ?? 0) > 100 }
            var times: [Double] = []
            for round in 0..<(stage.isShort ? 40 : 300) {
                try terminal.pass(Double.random(in: 0.02...0.06, using: &stage.random))
                // The help comes and goes: what is awaited is seen at a glance.
                let opens = round % 2 == 0
                terminal.send("?")
                let frames = terminal.screen.frames
                times.append(
                    try terminal.wait(stage.seconds(2), for: "the help, \(opens)") {
                        $0.text.contains("step one grain forward") == opens && $0.frames > frames
                            && !$0.modes.reporting.contains(2026)
                    })
            }
            times.sort()
            let p99 = times[min(times.count - 1, times.count * 99 / 100)]
            try expect(p99 <= 0.05 * stage.patience, "p99 \((p99 * 1000).text(0)) ms")
            return "median \((times[times.count / 2] * 1000).text(0)) ms, p99 \((p99 * 1000).text(0)) ms"
        },
    ]
}
