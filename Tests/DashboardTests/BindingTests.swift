import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

struct BindingTests {
    @Test func noKeyIsBoundTwice() {
        #expect(Bindings.table.conflicts.map(\.description) == [])
    }

    /// Everything that a key can have an effect on.
    private struct Observation: Equatable {
        var view: ViewState
        var status: Status
        var layers: [AnyHashable?]
        var effects: [Effect]
        var learningRate: Double
    }

    /// States in which one or the other key has something to do. None is running: then every key would be followed by iterations.
    static let states = [
        "n*3 s*4", "n*3 N s*4 . > Right z", "n*3 s*2 ] r s", "5 x x", "n : p a n e Space c o n f u s i o n Enter",
        "n \":watch lr\" Enter \":break loss < 0.5\" Enter \":zoom watches\" Enter Down",
        "n \":break loss < 0.5\" Enter \":watch lr\" Enter \":zoom watches\" Enter", "05n \":break iteration >= 3\" Enter",
        "n PageUp", "n*3 ] n*2 N*2 [ n B Down", "n*3 ] n*2 N*2 [ n B Up", "n*2 d Space Right Space u", "n*2 d Space Down 2",
        "n*2 x x Down", "n \":pane samples\" Enter Right Down", "n \":pane scenario\" Enter Down*4",
    ]

    /// Those of a lesson are pressed in lessons.
    @Test(
        arguments: Bindings.table.bindings.filter { $0.context != .lesson }.flatMap { binding in
            binding.keys.map { (KeyNotation.string($0), binding.help) }
        })
    func everyKeyDoesSomethingThatCanBeSeen(_ name: String, _ help: String) throws {
        let key = try KeyNotation.parse(name)
        let hasEffect =
            try Self.states.contains { try acts(key, Example.pressing($0)) }
            || acts(key, Planes.pressing("n", "moons", then: "Left a"))
        #expect(hasEffect, "\(name) (\(help)) changes nothing in any of the states")
    }

    private func acts(_ key: KeyPress, _ start: ScriptedDashboard) throws -> Bool {
        var script = start
        let before = observe(script, [])
        var dashboard = script.dashboard
        let effects = dashboard.handle(.key(key), snapshot: script.snapshot)
        try script.press(key)
        // What a request changes is looked for in the session: a request alone is not an effect.
        let outside = effects.filter { if case .request = $0 { false } else { true } }
        return observe(script, outside) != before
    }

    @Test func unboundKeysChangeNothing() throws {
        var script = try Example.pressing("n s")
        let before = observe(script, [])
        try script.press("G Z F7 C-q M-x Insert Backspace")
        #expect(observe(script, []) == before)
    }

    private func observe(_ script: ScriptedDashboard, _ effects: [Effect]) -> Observation {
        var view = script.view
        // News are gone with any key.
        view.message = nil
        return Observation(
            view: view, status: script.snapshot.status, layers: script.dashboard.layers, effects: effects,
            learningRate: script.session.learningRate)
    }
}
