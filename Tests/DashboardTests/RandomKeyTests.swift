import Dashboard
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
            case .rateUp, .rateDown, .restart, .edit, .undo, .redo, .commandLine: changesRun
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
                let typed = max(script.view.count.digits.count, script.view.prompt?.text.count ?? 0)
                if typed >= 2, case .character(let scalar) = key.key, ("0"..."9").contains(scalar) { continue }
                // What is entered on the line can change the run, and quit.
                if key.key == .enter, let line = script.view.line,
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
        #expect(script.iterations == 0)
        try script.press("g 9 Enter")
        let direct = try Example.session(seed: script.driver.session.seed)
        direct.step(.iteration, count: 9)
        #expect(script.digest == direct.parametersDigest())
    }
}
