import Inspection
import TerminalGraphics

extension Dashboard {
    /// Carries out a command: what concerns the view here, what concerns training as a request.
    mutating func perform(_ command: Command, _ snapshot: Snapshot?) -> [Effect] {
        let count = view.count.value ?? 1
        switch command {
        case .step(let direction):
            if view.grain.isReveal {
                return [.request(.walk(RevealStep(view.grain, count: count, direction, selection: view.selection)))]
            }
            return [.request(.step(view.grain, count: count, direction))]
        case .finishSum: return [.request(.walk(RevealStep(.term, selection: view.selection, toEndOfSum: true)))]
        case .finishLayer: return [.request(.step(.layer, count: 1, .forward))]
        case .toggleTermOrder:
            view.termOrder = view.termOrder == .inOrder ? .largestFirst : .inOrder
            view.message = view.termOrder == .inOrder ? "terms in order" : "terms: the largest first"
        case .stepIteration(let direction): return [.request(.step(.iteration, count: count, direction))]
        case .run: return [.request(.toggleRun)]
        case .digit(let digit):
            let grain = view.count.append(digit, grain: view.grain)
            guard grain != view.grain else { return [] }
            view.grain = grain
            return [.request(.setGrain(grain))]
        case .faster, .slower: return [.request(.changeSpeed(faster: command == .faster))]
        case .first: return [.request(.goTo(iterations: 0))]
        case .newest: return [.request(.goToNewest)]
        case .goTo: view.prompt = Prompt(label: "go to iteration")
        case .scrub(let step): return [.request(.scrub(hundredths: step * count))]
        case .setMark: view.awaited = .mark
        case .goToMark: view.awaited = .goingToMark
        case .visited(let direction): return [.request(.goToVisited(direction))]
        case .undo: return [.request(.undo)]
        case .redo: return [.request(.redo)]
        case .branches: showBranches()
        case .edit(let isBias): edit(bias: isBias, snapshot)
        case .rateUp, .rateDown: return [.request(.changeLearningRate(up: command == .rateUp))]
        case .restart(let newSeed): return [.request(.restart(newSeed: newSeed))]
        case .pin(let choice):
            view.selection.sample = .pinned
            return [.request(.pin(choice))]
        case .moveColumn(let step): moveColumn(step, snapshot)
        case .moveNeuron(let step):
            if !moveFactor(step, snapshot) { moveNeuron(step, snapshot) }
        case .moveWeight(let step): moveWeight(step, snapshot)
        case .moveSample(let step): moveSample(step, snapshot)
        case .focus(let direction): moveFocus(direction)
        case .explain: explain()
        case .check: check()
        case .draw: startDrawing(snapshot)
        case .zoom: view.isZoomed.toggle()
        case .enter:
            if !jumpToFactor(snapshot) { view.isZoomed.toggle() }
        case .turn(let direction): turn(direction)
        case .closer, .farther:
            view.closeness = min(20, max(0, view.closeness + (command == .closer ? 1 : -1)))
            view.message =
                view.closeness == 0
                ? "curves: the whole run" : "curves: 1/\(1 << view.closeness) of the run, around the moment in view"
        case .smooth:
            view.smoothing = (view.smoothing + 1) % Smoothing.parts.count
            view.message =
                view.smoothing == 0
                ? "curves: as they are" : "curves: mean over 1/\(Smoothing.parts[view.smoothing]) of what is shown"
        case .cycleView(let direction): cycleView(direction)
        case .choosePane: view.menu = PaneMenu(index: PaneCatalog.position(of: view.focus))
        case .toggleLogarithmic:
            view.isLogarithmic.toggle()
            view.message = view.isLogarithmic ? "loss: logarithmic" : "loss: linear"
        case .help: view.help = HelpState()
        case .commandLine: openLine()
        case .goToNonFinite: return goToNonFinite(snapshot)
        case .continueTo(let direction): return [.request(.continueToBreakpoint(direction))]
        case .breakAtSelection, .watchSelection: watchSelection(isBreakpoint: command == .breakAtSelection, snapshot)
        case .moveWatch(let step): moveWatch(step, snapshot)
        case .toggleWatch: return selectedWatch(snapshot).map { [.request(.toggleWatch($0))] } ?? []
        case .deleteWatch: return selectedWatch(snapshot).map { [.request(.removeWatch($0))] } ?? []
        case .cancel: view.isZoomed = false
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    private mutating func moveColumn(_ step: Int, _ snapshot: Snapshot?) {
        guard let columns = snapshot?.status.columns, columns.count > 1 else { return }
        if moveStage(step, columns) { return }
        view.selection.column = min(columns.count - 1, max(1, view.selection.column + step))
        view.selection.neuron = min(view.selection.neuron, columns[view.selection.column].units - 1)
        view.selection.input = nil
    }

    private mutating func moveNeuron(_ step: Int, _ snapshot: Snapshot?) {
        guard let columns = snapshot?.status.columns, columns.indices.contains(view.selection.column) else { return }
        if let inner = view.selection.inner {
            let units = columns[view.selection.column].stages[inner.stage].units
            view.selection.inner?.unit = ((inner.unit + step) % units + units) % units
            view.selection.input = nil
            return
        }
        let units = columns[view.selection.column].units
        let distance = step * columns[view.selection.column].form.stride
        view.selection.neuron = ((view.selection.neuron + distance) % units + units) % units
        view.selection.input = nil
    }

    /// Walks through the neuron's weights by what they carry now, strongest first.
    private mutating func moveWeight(_ step: Int, _ snapshot: Snapshot?) {
        guard let ranking = snapshot?[RankingProbe(selection: view.selection)], !ranking.isEmpty else { return }
        let present = view.selection.input.flatMap { ranking.firstIndex(of: $0) } ?? 0
        view.selection.input = ranking[min(ranking.count - 1, max(0, present + step))]
    }

    private mutating func moveSample(_ step: Int, _ snapshot: Snapshot?) {
        guard let status = snapshot?.status else { return }
        let present: Int
        switch view.selection.sample {
        case .pinned, .drawing: present = 0
        case .batch(let row): present = row + 1
        }
        let next = min(status.batchCount, max(0, present + step))
        view.selection.sample = next == 0 ? .pinned : .batch(next - 1)
        view.message = next == 0 ? "the pinned sample" : "sample \(next) of \(status.batchCount) in the batch"
    }

    private mutating func moveFocus(_ direction: Direction) {
        // A pane alone goes through all of them; else through those on the screen, in the order of their places.
        let places = arrangement.places
        let order =
            view.isZoomed
            ? PaneID.allCases
            : places.sorted { PaneCatalog.position(of: $0.slot) < PaneCatalog.position(of: $1.slot) }.map(\.pane)
        guard let index = order.firstIndex(of: view.focus) else {
            if let first = order.first { focus(first) }
            return
        }
        focus(order[(index + (direction == .forward ? 1 : order.count - 1)) % order.count])
    }

    private mutating func check() {
        view.isChecking.toggle()
        view.message = view.isChecking ? "gradient check: central differences of the loss, in Double" : "gradient check off"
        if view.isChecking && view.zoomedPane == nil { focus(.explain) }
    }

    private mutating func explain() {
        if view.focus == .explain {
            view.isZoomed.toggle()
        } else {
            focus(.explain)
            view.isZoomed = false
        }
    }
}
