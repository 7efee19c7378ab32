import Foundation
import TestSupport

extension TortureCase {
    /// kill -9: what was kept is what has been.
    static let kills: [TortureCase] = [
        TortureCase(
            "kill -9 unnamed", "the next start offers to go on, at most 5 s back, to bits that really occurred"
        ) { stage in
            try survive(stage, isNamed: false, short: 3, long: 200)
        },
        TortureCase("kill -9 --session", "the file opens, at most 5 s back, to bits that really occurred") { stage in
            try survive(stage, isNamed: true, short: 2, long: 100)
        },
        TortureCase("full disk", "a disk that is full is said on the screen, and training goes on") { stage in
            guard let folder = try fullFolder() else {
                throw Untried(description: "no file system of a few pages can be mounted here")
            }
            defer { unmount(folder) }
            let terminal = try stage.ready(width: 120, height: 40, environment: ["XDG_STATE_HOME": folder])
            terminal.send("]n")
            try terminal.wait(stage.seconds(4), forText: "not kept")
            terminal.send("n")
            try terminal.wait(stage.seconds(3), for: "the next iteration, and still word of it") {
                $0.text.contains("it 2 ") && $0.text.contains("not kept")
            }
            terminal.send("q")
            try terminal.wait(stage.seconds(3), for: "a question") { _ in !terminal.standing.hasEnded }
            terminal.signal(SIGTERM)
            try terminal.waitForEnd(stage.seconds(3))
            return "said"
        },
        TortureCase("no home", "without a home, or one that nobody may write in, it works") { stage in
            for changes in [
                ["HOME": nil, "XDG_STATE_HOME": nil, "XDG_CONFIG_HOME": nil],
                ["HOME": "/proc", "XDG_STATE_HOME": nil, "XDG_CONFIG_HOME": nil], ["XDG_STATE_HOME": "/dev/null"],
            ] as [[String: String?]] {
                let terminal = try stage.ready(environment: changes)
                terminal.send("n")
                try terminal.wait(stage.seconds(3), forText: "it 1 ")
                try stage.quit(terminal)
            }
            return "three homes"
        },
    ]

    /// Seconds that may be lost.
    private static let loss = 5.0

    private static func survive(_ stage: Stage, isNamed: Bool, short: Int, long: Int) throws -> String {
        let rounds = stage.isShort ? short : long
        var worst = 0.0
        var changed = 0
        for round in 0..<rounds {
            let outcome = try surviveOnce(stage, isNamed: isNamed, "round \(round + 1)")
            worst = max(worst, outcome.lost)
            changed += outcome.changes
        }
        return "\(rounds) times, at most \(worst.text(1)) s back, \(changed) changes of η kept"
    }

    private static func surviveOnce(_ stage: Stage, isNamed: Bool, _ name: String) throws -> (lost: Double, changes: Int) {
        let file = stage.folder.path + "/session.yaml"
        try? FileManager.default.removeItem(atPath: file)
        try? FileManager.default.removeItem(atPath: stage.stateFolder)
        let arguments = Stage.moons + (isNamed ? ["--session", file] : [])
        let terminal = try stage.ready(arguments)
        // What the screen has shown, and when.
        var seen: [(seconds: Double, iteration: Int)] = []
        let began = ContinuousClock.now
        func now() -> Double { (ContinuousClock.now - began) / .seconds(1) }
        let life = Double.random(in: 1...(stage.isShort ? 9 : 12), using: &stage.random)
        var (nextKey, pressed) = (0.0, [String]())
        terminal.send(String(repeating: "+", count: Int.random(in: 0...2, using: &stage.random)))
        while now() < life {
            if now() >= nextKey {
                let keys = [" ", " ", "n", "]", "[", "N"]
                let key = keys.randomElement(using: &stage.random) ?? "n"
                pressed.append("\(key.debugDescription) at \(now().text(1))")
                terminal.send(key)
                nextKey = now() + Double.random(in: 0.3...2, using: &stage.random)
            }
            try terminal.pass(0.05)
            if let iteration = Stage.iteration(terminal.screen) { seen.append((now(), iteration)) }
        }
        terminal.signal(SIGKILL)
        try terminal.waitForEnd(stage.seconds(3), .killed(SIGKILL))
        let (end, ended) = (now(), Date())

        let path: String
        if isNamed {
            path = file
        } else {
            let next = try stage.open(width: 160)
            try next.wait(stage.seconds(20), for: "the panes", Stage.isReady)
            let kept = interruptedFile(stage)
            try expect(
                kept != nil || seen.allSatisfy { $0.iteration == 0 || $0.seconds > end - loss },
                "\(name): nothing was kept of \(seen.suffix(3))")
            if kept != nil {
                try next.wait(stage.seconds(3), for: "\(name): the offer to go on") {
                    $0.text.contains("a run was cut off; to go on with it: backstep replay")
                }
            }
            next.send("q")
            try next.waitForEnd(stage.seconds(3), .exited(0))
            guard let kept else { return (0, 0) }
            path = kept
        }
        guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) else {
            try expect(seen.allSatisfy { $0.seconds > end - loss || $0.iteration == 0 }, "\(name): nothing was kept")
            return (0, 0)
        }
        let record = try KeptSession(text)

        // No farther back than five seconds: the screen showed this moment, or a later one was never shown, by then.
        let patience = loss + (stage.patience - 1)
        let last = seen.last { abs($0.iteration - record.iteration) <= 1 || $0.iteration < record.iteration }
        let lost = seen.last?.iteration == record.iteration ? 0 : end - (last?.seconds ?? 0)
        let written = (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date) ?? nil
        let age = written.map { ended.timeIntervalSince($0) } ?? .nan
        try expect(
            lost <= patience,
            """
            \(name): \(lost.text(1)) s back, to \(record.iteration) of \(seen.last?.iteration ?? 0), written \(age.text(1)) s before \
            the end, after keys \(pressed); seen \(seen.enumerated().filter { $0.offset % 10 == 0 }.map(\.element))
            """)

        // To bits that occurred: a run that is given the same changes comes to them by a way of its own.
        let replayed = try stage.output(["replay", path, "--digest"])
        try expect(replayed.isSuccess, "\(name): \(replayed)")
        if let keys = record.keys {
            let again = try stage.output(["frame"] + Stage.moons.dropFirst() + ["--keys", keys, "--digest"])
            try expect(
                again.isSuccess && again.outputLines.last == replayed.outputLines.last,
                "\(name): \(replayed.outputLines.last ?? "nothing"), in place of \(again.outputLines.last ?? "nothing") of \(keys)"
            )
        }
        if isNamed {
            let next = try stage.open(["run", "--session", file])
            try next.wait(stage.seconds(20), for: "\(name): the session") { Stage.iteration($0) == record.iteration }
            next.signal(SIGTERM)
            try next.waitForEnd(stage.seconds(3))
        }
        return (lost, record.changes)
    }

    private static func interruptedFile(_ stage: Stage) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: stage.stateFolder)) ?? []
        return names.first { $0.hasPrefix("interrupted-") && $0.hasSuffix(".yaml") }.map { stage.stateFolder + "/" + $0 }
    }

    /// A folder in which there is no room for a file; nil where none can be made.
    private static func fullFolder() throws -> String? {
        let folder = NSTemporaryDirectory() + "backstep-full-\(getpid())"
        let made = try Blocking.run {
            try await Command(
                URL(fileURLWithPath: "/bin/sh"),
                [
                    "-c",
                    """
                    mkdir -p '\(folder)' && mount -t tmpfs -o size=16k tmpfs '\(folder)' && mkdir '\(folder)/backstep' && \
                    { cat /dev/zero >'\(folder)/filler' 2>/dev/null; true; }
                    """,
                ]
            ).run()
        }
        return made.isSuccess ? folder : nil
    }

    private static func unmount(_ folder: String) {
        _ = try? Blocking.run {
            try await Command(URL(fileURLWithPath: "/bin/sh"), ["-c", "umount '\(folder)'; rmdir '\(folder)'"]).run()
        }
    }
}

/// The lines of a session file that say where it is and what has been changed.
struct KeptSession {
    /// Iterations wholly done.
    let iteration: Int
    /// Changes of η on the branch in view.
    let changes: Int
    /// Keys by which a run that begins anew comes there; nil where it is in the middle of an iteration.
    let keys: String?

    /// States of an iteration of ``Stage/moons``: the batch, three layers forward, the loss, three back, two updates.
    private static let states = 10

    init(_ text: String) throws {
        guard let position = text.firstMatch(of: /position: \{iteration: ([0-9]+), done: ([0-9]+)\}/),
            let begun = Int(position.1), let done = Int(position.2),
            let name = text.firstMatch(of: /\nbranch: (.+)/)?.1,
            let branch = text.components(separatedBy: "  - name: ").last(where: { $0.hasPrefix(name + "\n") })
        else { throw Fault("a session without a position:\n\(text)") }
        let isWhole = done == Self.states
        iteration = isWhole ? begun + 1 : begun
        let rates = branch.matches(of: /at: ([0-9]+), learningRate: ([-+.e0-9]+)/).compactMap { match in
            Int(match.1).map { (at: $0, rate: String(match.2)) }
        }
        changes = rates.count
        guard isWhole || done == 0 else {
            keys = nil
            return
        }
        var keys: [String] = []
        var present = 0
        func goOn(to iteration: Int) {
            if iteration > present { keys.append("g \"\(iteration)\" Enter") }
            present = iteration
        }
        // One that begins behind the moment in view does not count yet.
        for change in rates where change.at <= iteration {
            goOn(to: change.at)
            keys.append("\":lr \(change.rate)\" Enter")
        }
        goOn(to: iteration)
        self.keys = keys.joined(separator: " ")
    }
}
