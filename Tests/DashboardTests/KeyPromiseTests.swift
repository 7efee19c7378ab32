import Dashboard
import Inspection
import NeuralNetwork
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
        var dashboard: Dashboard
        var effects: [Effect] = []
        /// Whether an explanation says that there is more of it.
        var scrolls = false
    }

    /// Where keys of one pane mean something, and where they do not.
    private static let statesOfPanes: [PaneID: [String]] = [
        .branches: ["n*3 B", "n*3 ] n*2 N*2 [ n B", "n*3 ] n*2 N*2 [ n B Down", "n*3 ] n*2 N*2 [ n B Up"],
        .draw: ["n d", "n*2 d Space Right Space", "n*2 d Enter Down*2 Enter c u", "n*2 d Space Escape", "Tab d m 2"],
        .explain: ["n*2 x", "n*2 x x", "n*2 x x Down", "s*7 x x"],
        .network: ["n*3", "n*2 s*6 i", "n*2 i i i"],
        .mistakes: ["n \":pane mistakes\" Enter", "n \":pane mistakes\" Enter Right Down"],
        .samples: ["n \":pane samples\" Enter", "n \":pane samples\" Enter Right Down v"],
        .why: ["n*3 \":pane why\" Enter", "n*3 \":pane why\" Enter c", "n*3 \":pane why\" Enter c Down"],
        .landscape: ["n*3 \":landscape\" Enter", "n*3 \":landscape\" Enter v v", "n*3 \":landscape\" Enter PageUp*3"],
        .rate: ["n*3 \":pane rate\" Enter", "n*3 \":lr find\" Enter", "n*3 \":lr find\" Enter Enter n*2 c"],
        .scenario: ["n \":pane scenario\" Enter", "n \":pane scenario\" Enter Down*4"],
    ]
    private static let statesOfPlanes = [("moons", ""), ("moons", "n*2 A Left*3 a"), ("hills", "n*2 A Up"), ("wave", "n S-Left")]

    /// Those of a lesson are pressed in lessons.
    @Test(
        arguments: Bindings.table.bindings.filter { $0.context != .lesson }.map {
            (KeyNotation.string($0.keys[0]), $0.context.name, $0.help)
        }
    )
    func aKeyDoesWhatTheHelpSays(_ name: String, _ pane: String, _ help: String) throws {
        let key = try KeyNotation.parse(name)
        if pane == PaneID.plane.rawValue {
            for (data, keys) in Self.statesOfPlanes {
                try press(key, Planes.pressing("", data, then: keys), "'\(keys)' on \(data): \(help)")
            }
        } else {
            let states =
                pane.isEmpty || pane == PaneID.watches.rawValue ? Self.states : Self.statesOfPanes[PaneID(rawValue: pane)]
            for keys in try #require(states, "no state in which \(pane) has the keys") {
                try press(key, Example.pressing(keys), "'\(keys)': \(help)")
            }
        }
    }

    private func press(_ key: KeyPress, _ start: ScriptedDashboard, _ what: String) throws {
        var script = start
        // What is bound only in another pane says so in its help.
        let commands = Bindings.table.bindings(for: key, in: [KeyContext(script.view.focus)]).map(\.command)
        guard !commands.isEmpty else { return }
        let before = State(
            view: script.view, status: script.snapshot.status, dashboard: script.dashboard,
            scrolls: script.text.contains(/[▲▼] \d+( ▼ \d+)? more/))
        var dashboard = script.dashboard
        let effects = dashboard.handle(.key(key), snapshot: script.snapshot)
        try script.press(key)
        let after = State(
            view: script.view, status: script.snapshot.status, dashboard: script.dashboard, effects: effects)
        // What a pane does not take in this state means what it means everywhere.
        #expect(
            takes(commands[0], before)
                ? keeps(commands[0], before, after) : commands.dropFirst().allSatisfy { keeps($0, before, after) },
            "\(KeyNotation.string(key)) after \(what)")
    }

    /// Whether a pane takes a command in this state.
    private func takes(_ command: Command, _ state: State) -> Bool {
        if let own = command.own(DrawCommand.self), own != .start { return state.view.draw?.isActive == true }
        if command == .own(ExplainCommand.goToSource) { return state.view.isZoomed }
        if let own = command.own(ExplainCommand.self), scrolls(own) { return state.scrolls }
        return true
    }

    private func scrolls(_ command: ExplainCommand) -> Bool {
        switch command {
        case .page, .toBeginning, .toEnd: true
        case .show, .check, .stepErrors, .toggleTermOrder, .goToSource: false
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
        case .request(.toggleRun): return new.isRunning != old.isRunning && new.completedIterations > old.completedIterations
        case .digit:
            return isStill && (after.view.count != before.view.count || PendingCount.grains.values.contains(after.view.grain))
        case .request(.run(.changeSpeed)): return isStill && new.notice?.hasPrefix("speed: ") == true
        case .request(.seek(.iterations)): return new.position == .start
        case .request(.goToNewest): return new.completedIterations == old.newest
        case .goTo: return isStill && after.dashboard.prompt != nil
        case .setMark, .goToMark: return isStill && after.dashboard.awaited != nil
        case .request(.changeLearningRate(up: true)):
            return new.baseLearningRate > old.baseLearningRate && new.completedIterations == old.completedIterations
        case .request(.change(.rateStep)):
            return new.baseLearningRate < old.baseLearningRate && new.completedIterations == old.completedIterations
        case .request(.restart(.again(let newSeed))):
            if after.dashboard.question != nil { return isStill && old.isUnsaved }
            return new.position == .start && new.newest == 0 && (new.seed != old.seed) == newSeed
        case .pin where [.mistakes, .samples].contains(before.view.focus):
            return isStill && after.view.message?.hasPrefix("pinned") == true
        case .pin(.nextOfClass): return isStill && new.pinned != old.pinned && new.pinnedLabel == old.pinnedLabel
        case .pin: return isStill && new.pinnedLabel != old.pinnedLabel
        case .moveColumn(let step) where ![.mistakes, .samples].contains(before.view.focus):
            let target = min(old.columns.count - 1, max(1, before.view.selection.column + step))
            return isStill && after.view.selection.column == target
        case .moveNeuron(let step)
        where [.network, .explain, .gradients, .weights].contains(before.view.focus) && !before.view.isZoomed:
            if before.view.focus == .explain, before.scrolls { return isStill && after.view.explanation.scroll != nil }
            let units = old.columns[before.view.selection.column].units
            return isStill && after.view.selection.neuron == (before.view.selection.neuron + step + units) % units
        case .moveNeuron(let step) where before.view.focus == .watches:
            return isStill && after.view.cursors[.watches] ?? 0 == max(0, min(1, (before.view.cursors[.watches] ?? 0) + step))
        case .moveSample(-1): return isStill && after.view.selection.sample == .pinned
        case .moveSample: return isStill && (old.batchCount == 0) == (after.view.selection.sample == .pinned)
        case .focus: return isStill && after.view.focus != before.view.focus
        case .zoom: return isStill && after.view.isZoomed != before.view.isZoomed
        case .choosePane: return isStill && after.dashboard.menu != nil
        case .hidePane:
            let (shown, left) = (before.dashboard.arrangement.places.count, after.dashboard.arrangement.places.count)
            return isStill && (shown == 1 ? left == 1 : left == shown - 1)
        case .help: return isStill && after.dashboard.help?.topic == .keys
        case .commandLine: return isStill && after.dashboard.line?.text == ""
        case .request(.search): return new.notice?.isEmpty == false
        case .edit where before.view.focus == .scenario: return isStill && after.dashboard.line != nil
        case .pane(let own): return keeps(own, before, after, isStill)
        case .cancel: return isStill && !after.view.isZoomed && after.dashboard.help == nil && after.dashboard.line == nil
        case .redraw: return isStill && after.effects == [.redraw]
        case .suspend: return isStill && after.effects == [.suspend]
        case .quit: return isStill && (after.effects == [.quit] || after.dashboard.question != nil)
        default: return new.isRunning == old.isRunning
        }
    }

    /// Whether what has changed is what a command of a pane promises.
    private func keeps(_ command: AnyPaneCommand, _ before: State, _ after: State, _ isStill: Bool) -> Bool {
        let (old, new) = (before.status, after.status)
        let (from, to) = (before.view, after.view)
        switch command.base {
        case let own as BranchCommand:
            guard own == .goTo else { return isStill && (to.focus == .branches) != (from.focus == .branches) }
            let chosen = old.branches.first { $0.id == from.cursors[.branches] } ?? old.branches.first(where: \.isPresent)
            return new.branches.first(where: \.isPresent)?.id == chosen?.id
        case let own as ExplainCommand:
            switch own {
            case .show: return isStill && to.focus == .explain
            case .check: return isStill && to.explanation.isChecking != from.explanation.isChecking
            case .stepErrors: return isStill && to.explanation.showsStepErrors != from.explanation.showsStepErrors
            case .toggleTermOrder: return isStill && to.termOrder != from.termOrder
            case .goToSource: return isStill && to.isZoomed == from.isZoomed
            case .page, .toBeginning, .toEnd: return isStill && to.explanation.scroll != nil
            }
        case let own as CurvesCommand:
            switch own {
            case .toggleLogarithmic: return isStill && to.curves.isLogarithmic != from.curves.isLogarithmic
            case .smooth: return isStill && to.curves.smoothing != from.curves.smoothing
            case .zoomIn: return isStill && to.curves.zoomLevel == from.curves.zoomLevel + 1
            case .zoomOut: return isStill && to.curves.zoomLevel == max(0, from.curves.zoomLevel - 1)
            }
        case is NetworkCommand: return isStill && to.graph.signal != from.graph.signal
        case let own as WhyCommand:
            switch own {
            case .tryCures: return new.notice?.isEmpty == false || new.cures?.isOver == true
            case .take: return old.cures == nil ? isStill && to.message?.contains("tries the cures") == true : new.cures == nil
            }
        case let own as LandscapeCommand:
            let (old, new) = (from.landscape, to.landscape)
            switch own {
            case .zoomIn: return isStill && new.zoomLevel == old.zoomLevel + 1
            case .zoomOut: return isStill && new.zoomLevel == old.zoomLevel - 1
            case .holdWeight:
                return isStill && new.other?.neuron == from.selection.neuron && new.other?.input == from.selection.input
            }
        case let own as RateCommand:
            guard own == .findOrTake, let test = old.rateTest else { return new.rateTest?.isOver == true }
            return test.suggestion.map { new.baseLearningRate == $0 } ?? (to.message?.contains("no rate") == true)
        case let own as SlopeCommand: return own == .show && isStill && to.focus == .slope
        case is PostMortemCommand: return isStill && new.notice == "all numbers are finite so far"
        case let own as WatchCommand:
            let column = from.selection.column
            switch own {
            case .breakAtSelection:
                return isStill && after.dashboard.line?.text.hasPrefix("break sign(w\(Subscripts.text(column))[") == true
            case .watchSelection:
                return isStill && after.dashboard.line?.text.hasPrefix("watch w\(Subscripts.text(column))[") == true
            case .toggle, .delete: return isStill && new.notice != old.notice
            }
        case let own as DrawCommand: return isStill && keeps(own, from, to, new)
        case let own as PlaneCommand:
            let cell = (to.planeCursor.row - from.planeCursor.row, to.planeCursor.column - from.planeCursor.column)
            switch own {
            case .move(let rows, let columns):
                return isStill && to.planeCursor.isPlaced && (!from.planeCursor.isPlaced || cell == (rows, columns))
            case .add: return new.trainCount == old.trainCount + 1
            case .changeClass: return isStill && (to.message?.hasPrefix("points to add: ") == true)
            case .takeBack: return new.trainCount < old.trainCount || new.notice?.contains("no point") == true
            }
        default: return false
        }
    }

    private func keeps(_ command: DrawCommand, _ from: ViewState, _ to: ViewState, _ status: Status) -> Bool {
        guard let new = to.draw else { return false }
        let (old, isSeen) = (from.draw, to.selection.sample == .drawing(new.drawing))
        func ink(_ state: DrawState) -> Int { state.drawing.pixels.reduce(0) { $0 + Int($1) } }
        switch command {
        case .start: return to.focus == .draw && new.isActive && isSeen
        case .leave: return !new.isActive && to.selection.sample == .pinned
        case .move(let rows, let columns):
            guard let old else { return false }
            let shape = old.drawing.shape
            return isSeen && new.row == min(shape.height - 1, max(0, old.row + rows))
                && new.column == min(shape.width - 1, max(0, old.column + columns))
        case .ink: return isSeen && new.drawing.pixels[new.row * new.drawing.shape.width + new.column] > 0
        case .pen: return isSeen && new.isPenDown != old?.isPenDown
        case .erase: return isSeen && old.map { ink(new) <= ink($0) } == true
        case .undo: return isSeen && (new.drawing != old?.drawing || to.message == "nothing drawn to undo")
        case .redo: return isSeen && (new.drawing != old?.drawing || to.message == "no stroke to make again")
        case .clear: return isSeen && new.drawing.isEmpty
        case .center: return isSeen && new.drawing.isCentered != old?.drawing.isCentered
        case .label(let label): return isSeen && new.drawing.label == (label < 3 ? label : old?.drawing.label)
        }
    }
}
