import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Every key in the help does what the help says, from every state in which a person can be.
struct KeyPromiseTests {
    /// At the beginning, on the way forward and back, after an update, in the past, far on, running, zoomed, after a change, with
    /// a count typed, on a small screen, at other grains.
    static let states = [
        "", "s", "s*6", "n", "n*3 s*8", "05n N N", "n*12", "n*2 s*3 z", "n*3 ] n*2", "n*3 ] u", "n 10", "n Space Space", "4 s s",
        "5 n*4",
        "n*4 Tab Tab", "n \":break loss < 0.5\" Enter", "n \":break nan\" Enter \":watch lr\" Enter \":zoom watches\" Enter z",
    ]

    private struct State {
        var view: ViewState
        var status: Status
        var effects: [Effect] = []
    }

    @Test(arguments: Bindings.table.bindings.map { (KeyNotation.string($0.keys[0]), $0.help) })
    func aKeyDoesWhatTheHelpSays(_ name: String, _ help: String) throws {
        let key = try KeyNotation.parse(name)
        for keys in Self.states {
            var script = try Example.pressing(keys)
            let contexts: [KeyContext] = script.view.focus == .watches ? [.watches] : []
            // What is bound only in another pane says so in its help.
            guard let command = Bindings.table.binding(for: key, in: contexts)?.command else { continue }
            let before = State(view: script.view, status: script.snapshot.status)
            var dashboard = script.dashboard
            let effects = dashboard.handle(.key(key), snapshot: script.snapshot)
            try script.press(key)
            let after = State(view: script.view, status: script.snapshot.status, effects: effects)
            #expect(keeps(command, before, after), "\(name) after '\(keys)': \(help)")
        }
    }

    /// Whether what has changed is what the command promises.
    private func keeps(_ command: Command, _ before: State, _ after: State) -> Bool {
        let (old, new) = (before.status, after.status)
        let machine = old.machine
        let count = before.view.count.value ?? 1
        let isStill = old.position == new.position && old.baseLearningRate == new.baseLearningRate && old.seed == new.seed
        switch command {
        case .step(let direction):
            return new.position
                == machine.destination(from: old.position, grain: before.view.grain, count: count, direction: direction)
        case .stepIteration(let direction):
            return new.position == machine.destination(from: old.position, grain: .iteration, count: count, direction: direction)
        case .run: return new.isRunning != old.isRunning && new.completedIterations > old.completedIterations
        case .digit:
            return isStill && (after.view.count != before.view.count || PendingCount.grains.values.contains(after.view.grain))
        case .faster, .slower: return isStill && new.notice?.hasPrefix("speed: ") == true
        case .first: return new.position == .start
        case .newest: return new.completedIterations == old.newest
        case .goTo: return isStill && after.view.prompt != nil
        case .setMark, .goToMark: return isStill && after.view.awaited != nil
        case .branches: return isStill && after.view.focus == .branches
        case .rateUp: return new.baseLearningRate > old.baseLearningRate && new.completedIterations == old.completedIterations
        case .rateDown: return new.baseLearningRate < old.baseLearningRate && new.completedIterations == old.completedIterations
        case .restart(let newSeed):
            if after.view.question != nil { return isStill && old.isUnsaved }
            return new.position == .start && new.newest == 0 && (new.seed != old.seed) == newSeed
        case .pin(.nextOfClass): return isStill && new.pinnedIndex != old.pinnedIndex && new.pinnedLabel == old.pinnedLabel
        case .pin: return isStill && new.pinnedLabel != old.pinnedLabel
        case .moveColumn(let step):
            let target = min(old.columns.count - 1, max(1, before.view.selection.column + step))
            return isStill && after.view.selection.column == target
        case .moveNeuron(let step)
        where [.network, .explain, .gradients, .weights].contains(before.view.focus) && !before.view.isZoomed:
            let units = old.columns[before.view.selection.column].units
            return isStill && after.view.selection.neuron == (before.view.selection.neuron + step + units) % units
        case .moveSample(-1): return isStill && after.view.selection.sample == .pinned
        case .moveSample: return isStill && (old.batchCount == 0) == (after.view.selection.sample == .pinned)
        case .focus: return isStill && after.view.focus != before.view.focus
        case .explain: return isStill && after.view.focus == .explain
        case .check: return isStill && after.view.isChecking != before.view.isChecking
        case .zoom: return isStill && after.view.isZoomed != before.view.isZoomed
        case .choosePane: return isStill && after.view.menu != nil
        case .toggleLogarithmic: return isStill && after.view.isLogarithmic != before.view.isLogarithmic
        case .help: return isStill && after.view.help?.topic == .keys
        case .commandLine: return isStill && after.view.line?.text == ""
        case .goToNonFinite: return isStill && new.notice == "all numbers are finite so far"
        case .breakAtSelection:
            return isStill && after.view.line?.text.hasPrefix("break sign(w[\(before.view.selection.column),") == true
        case .watchSelection:
            return isStill && after.view.line?.text.hasPrefix("watch w[\(before.view.selection.column),") == true
        case .continueTo: return new.notice?.isEmpty == false
        case .toggleWatch, .deleteWatch: return isStill && new.notice != old.notice
        case .moveWatch(let step): return isStill && after.view.watchRow == max(0, min(1, before.view.watchRow + step))
        case .cancel: return isStill && !after.view.isZoomed && after.view.help == nil && after.view.line == nil
        case .redraw: return isStill && after.effects == [.redraw]
        case .suspend: return isStill && after.effects == [.suspend]
        case .quit: return isStill && (after.effects == [.quit] || after.view.question != nil)
        default: return new.isRunning == old.isRunning
        }
    }
}
