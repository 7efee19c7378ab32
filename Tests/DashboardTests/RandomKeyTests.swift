import Basics
import Dashboard
import Foundation
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// Whatever is pressed, clicked and resized: no crash, no stuck state, and every iteration still has its bits.
struct RandomKeyTests {
    /// All bound keys, some that are not bound, and what is typed into a prompt.
    private static let keys: [KeyPress] =
        Bindings.table.bindings.flatMap(\.keys).filter { Bindings.table.binding(for: $0)?.command != .quit }
        + [
            .character("a"), .character("é"), .character("\u{1F600}"), KeyPress(.delete), KeyPress(.backspace), KeyPress(.enter),
            KeyPress(.function(40)), .control("a"), KeyPress(.character("s"), .alt),
        ]

    private static let sizes = [
        Size(0, 0), Size(1, 1), Size(39, 12), Size(40, 11), Size(40, 12), Size(63, 17), Size(64, 13), Size(80, 24), Size(80, 24),
        Size(109, 34), Size(110, 34),
        Size(170, 50),
    ]

    /// - Parameter changesRun: whether learning rate and seed may be changed on the way.
    private func walk(_ script: inout ScriptedDashboard, seed: UInt64, events: Int, changesRun: Bool) throws {
        var random = RandomSource(seed: seed)
        let keys = Self.keys.filter { key in
            switch Bindings.table.binding(for: key)?.command {
            case .request(.change), .request(.restart), .request(.undo), .request(.redo), .edit, .commandLine:
                changesRun
            default: true
            }
        }
        for index in 0..<events {
            switch random.integer(below: 40) {
            case 0: try script.handle(.resize(Self.sizes[random.integer(below: Self.sizes.count)]))
            case 1, 2: try script.handle(.mouse(mouse(&random, script.dashboard.size)))
            case 3: try script.handle(.paste("sSnN"))
            case 4: try script.handle(.focus(index % 2 == 0))
            default:
                let key = keys[random.integer(below: keys.count)]
                // A count of four digits would train for minutes.
                let typed = max(script.view.count.digits.count, script.dashboard.prompt?.text.count ?? 0)
                if typed >= 2, case .character(let scalar) = key.key, ("0"..."9").contains(scalar) { continue }
                // So does a learning rate that is taken.
                if key.key == .enter, script.view.focus == .rate, !changesRun { continue }
                // What is entered on the line can change the run, and quit.
                if key.key == .enter, let line = script.dashboard.line,
                    !changesRun || line.text.hasPrefix("q") || line.text.hasPrefix("e")
                {
                    continue
                }
                try script.press(key)
            }
            // Training far out is no part of this.
            if script.iterations > 400 { try script.press("Escape Escape Home") }
            if index % 8 == 0 { #expect(script.frame.size == script.dashboard.size) }
        }
        try script.handle(.resize(Size(80, 24)))
        try script.press("Escape Escape Escape")
    }

    private func mouse(_ random: inout RandomSource, _ size: Size) -> MouseEvent {
        let kinds: [MouseEvent.Kind] = [.press, .press, .press, .release, .drag, .scrollUp, .scrollDown]
        let position = Point(x: random.integer(below: size.width + 20) - 10, y: random.integer(below: size.height + 20) - 10)
        return MouseEvent(kinds[random.integer(below: kinds.count)], position.x % 2 == 0 ? .left : .right, at: position)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func afterAnyKeysAnIterationHasTheBitsOfTheDirectWay(_ seed: UInt64) throws {
        var script = try Example.script()
        try walk(&script, seed: seed, events: 2500, changesRun: false)
        for iteration in [7, 3, 40] {
            try script.press("Home g \(iteration) Enter")
            #expect(script.iterations == iteration)
            #expect(script.digest == (try Example.pressing("g \(iteration) Enter").digest))
        }
    }

    @Test(arguments: [3, 4] as [UInt64])
    func whateverWasChangedARestartIsANewRun(_ seed: UInt64) throws {
        var script = try Example.script()
        try walk(&script, seed: seed, events: 2500, changesRun: true)
        // Wherever it has got to, going away and coming back is coming back to the same.
        try script.press("g 9 Enter")
        let before = script.digest
        try script.press("Home g 2 Enter g 9 Enter")
        #expect(script.digest == before)
        try script.press("r")
        if script.dashboard.question != nil { try script.press("r") }
        #expect(script.iterations == 0)
        try script.press("g 9 Enter")
        let direct = try Example.session(seed: script.session.seed)
        direct.step(.iteration, count: 9)
        #expect(script.digest == direct.parametersDigest())
    }

    // MARK: The long way

    /// Keys pressed in the long test; `BACKSTEP_RANDOM_KEYS=100000` presses as many as are asked of a release.
    private static let count = ProcessInfo.processInfo.environment["BACKSTEP_RANDOM_KEYS"].flatMap { Int($0) } ?? 5000

    /// What is typed on the `:` line and into prompts, with mistakes.
    private static let words = [
        "break loss < 0.5", "break pinned flips", "break sign(w[1,0,3])", "break nan or |g[1]| > 2", "watch p(b)",
        "watch |dw[1]|/|w[1]|", "delete 1",
        "delete all", "goto 12", "goto 3e", "grain term", "grain neuron", "grain epoch", "lr 0.05", "lr nan", "set w[1,0,3] 0.25",
        "set lr 0.3", "set batch 3", "set batch 50", "set dropout 0.3", "set l1 0.01",
        "set momentum 0.9", "undo", "redo", "branch", "rename x", "mark a", "speed full", "speed 3 steps", "pin c", "restart",
        "seed 7", "zoom loss", "zoom",
        "pane watches", "help commands", "help", "break (((", "watch w[9,9,9]", "nonsense", "300", "7",
    ]

    @Test func afterManyKeysEscapeAndQuitStillWorkAndEveryMomentHasItsBits() throws {
        var script = try Example.script(Size(80, 24))
        var random = RandomSource(seed: 11)
        let keys = Self.keys
        var pressed = 0
        while pressed < Self.count {
            pressed += 1
            switch random.integer(below: 60) {
            case 0: try script.handle(.resize(Self.sizes[random.integer(below: Self.sizes.count)]))
            case 1, 2: try script.handle(.mouse(mouse(&random, script.dashboard.size)))
            case 3: try script.handle(.paste(Self.words[random.integer(below: Self.words.count)]))
            case 4, 5:
                let text = Self.words[random.integer(below: Self.words.count)]
                try script.press(.character(":"))
                for scalar in text.unicodeScalars where script.dashboard.line != nil { try script.press(.character(scalar)) }
                if random.integer(below: 4) > 0 { try script.press(KeyPress(.enter)) }
                pressed += text.unicodeScalars.count + 1
            default:
                let key = keys[random.integer(below: keys.count)]
                if isTooMuch(key, script.dashboard) { continue }
                try script.press(key)
            }
            if pressed % 32 == 0 { #expect(script.frame.size == script.dashboard.size) }
            if pressed % 64 == 0 { expectAWayOut(script) }
            #expect(!script.hasQuit)
            if script.hasQuit { return }
            // Training far out is no part of this, and a run that goes on and on is not either.
            if script.iterations > 300 { try script.press("Escape Escape Escape Escape Home") }
            if pressed % 2000 < 2 { try expectReproducible(&script) }
        }
        try expectReproducible(&script)
        let direct = try Example.session(seed: script.session.seed)
        direct.step(.iteration, count: 9)
        try script.press("r")
        if script.dashboard.question != nil { try script.press("r") }
        try script.press("g 9 Enter")
        #expect(script.digest == direct.parametersDigest())
    }

    /// Counts and iterations of many digits would train for minutes; and a line that quits is tried elsewhere.
    private func isTooMuch(_ key: KeyPress, _ dashboard: Dashboard) -> Bool {
        if key.key == .enter, let line = dashboard.line {
            return line.text.hasPrefix("q") || line.text.hasPrefix("e") || line.text.hasPrefix("w") && line.text.count < 6
        }
        guard case .character(let scalar) = key.key, ("0"..."9").contains(scalar) else { return false }
        let typed = (dashboard.line?.text ?? dashboard.prompt?.text ?? dashboard.view.count.digits).reversed().prefix {
            $0.isNumber || $0 == "_" || $0 == ","
        }
        return typed.count >= 2
    }

    /// From wherever one is, Escape leads back to the panes, and q to the shell.
    private func expectAWayOut(_ script: ScriptedDashboard) {
        var dashboard = script.dashboard
        for _ in 0..<4 { _ = dashboard.handle(.key(KeyPress(.escape)), snapshot: script.snapshot) }
        #expect(dashboard.isClear && !dashboard.view.isZoomed || dashboard.arrangement.isTooSmall)
        var effects = dashboard.handle(.key(.character("q")), snapshot: script.snapshot)
        if !effects.contains(.quit) { effects = dashboard.handle(.key(.character("q")), snapshot: script.snapshot) }
        #expect(effects.contains(.quit), "q does not quit from \(script.view)")
    }

    /// Away and back is back to the same bits, whatever has been changed before.
    private func expectReproducible(_ script: inout ScriptedDashboard) throws {
        try script.handle(.resize(Size(80, 24)))
        try script.press("Escape Escape Escape Escape")
        if script.snapshot.status.isRunning { try script.press("Space") }
        try script.press("g 2 0 Enter")
        let digest = script.digest
        try script.press("Home n*3 g 5 0 Enter g 2 0 Enter")
        #expect(script.iterations == 20 && script.digest == digest)
    }
}
