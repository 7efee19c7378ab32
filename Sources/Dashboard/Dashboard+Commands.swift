import Inspection
import TerminalGraphics

extension Dashboard {
    /// Carries a command out: one of a pane goes to that pane, any other to the focused pane first.
    /// - Returns: nil where the pane that it is for does not take it now.
    mutating func perform(_ command: Command, _ snapshot: Snapshot?) -> [Effect]? {
        if let reason = command.availability(snapshot?.status).reason {
            view.message = reason
            return []
        }
        if case .pane(let own) = command { return offer(.command(command), to: own.pane, snapshot) }
        return offer(.command(command), to: view.focus, snapshot) ?? performOwn(command, snapshot)
    }

    /// Lets a pane take an event; nil where it does not.
    mutating func offer(_ event: PaneEvent, to id: PaneID, _ snapshot: Snapshot?) -> [Effect]? {
        guard let snapshot else { return nil }
        let pane = prepared(id, snapshot.status)
        return pane.handle(event, &view, context(of: pane, snapshot)).map { carryOut($0, snapshot) }
    }

    /// Does what a pane or a line has asked for.
    mutating func carryOut(_ actions: [Action], _ snapshot: Snapshot?) -> [Effect] {
        var effects: [Effect] = []
        for action in actions {
            switch action {
            case .effect(.request(let request)):
                // Also what a `:` line asks for, which no key has been held back for.
                if let needs = request.needs, let status = snapshot?.status, !status.capabilities.contains(needs) {
                    view.message = needs.reason
                } else {
                    effects.append(.request(request))
                }
            case .effect(let effect): effects.append(effect)
            case .perform(let command): effects += perform(command, snapshot) ?? []
            case .openLine(let text, let selected): open(LineLayer(line: LineEditor(text, selected: selected)))
            case .enterLine: effects += enterLine(snapshot)
            case .help(let topic): open(HelpLayer(topic))
            case .message(let text): view.message = text
            case .focus(let pane): if view.isZoomed || arrangement.place(of: pane) != nil { view.focus(pane) }
            case .open(let pane): open(pane, in: view.focus)
            case .show(let panes): show(panes)
            case .hide(let pane): hide(pane)
            case .bringForward(let pane): bringForward(pane)
            case .theme(let theme):
                self.theme = theme
                settings.theme = theme.name
            case .glyphs(let glyphs):
                self.glyphs = glyphs
                settings.glyphs = glyphs
            case .line(let text): effects += run(line: text, snapshot)
            case .play(let keys, let isPaced): played.add(keys, isPaced: isPaced)
            case .stopPlaying: stopPlaying()
            case .view(let kept): view.show(kept)
            case .learn(let name): effects += learn(name)
            case .ask(let purpose): effects += ask(purpose)
            case .lesson(let key): effects += perform(key, snapshot)
            case .noteLesson: effects += noteLesson()
            case .leaveLesson: effects += leaveLesson()
            }
        }
        return effects
    }

    /// Commands of no pane: those that concern the view are done here, those that concern training become requests.
    private mutating func performOwn(_ command: Command, _ snapshot: Snapshot?) -> [Effect] {
        let count = view.count.value ?? 1
        switch command {
        case .step(let direction): return [.request(step(count, direction))]
        case .finishSum: return [.request(.walk(WalkStep(.term, selection: view.selection, toEndOfSum: true)))]
        case .finishLayer: return [.request(.step(.layer, count: 1, .forward))]
        case .stepIteration(let direction): return [.request(.step(.iteration, count: count, direction))]
        case .digit(let digit): return type(digit)
        case .request(let request): return [.request(request)]
        case .goTo: open(PromptLayer())
        case .scrub(let step): return [.request(.scrub(hundredths: step * count))]
        case .setMark: open(AwaitedLayer(awaited: .mark))
        case .goToMark: open(AwaitedLayer(awaited: .goingToMark))
        case .edit(let isBias): return carryOut([edit(bias: isBias, snapshot)], snapshot)
        case .pin(let choice):
            view.selection.sample = .pinned
            return [.request(.pin(choice))]
        case .moveColumn(let step): view.selection.moveColumn(step, snapshot?.status.columns ?? [])
        case .moveNeuron(let step): view.selection.moveNeuron(step, snapshot?.status.columns ?? [])
        case .moveWeight(let step): view.selection.moveWeight(step, snapshot?[RankingProbe(selection: view.selection)] ?? [])
        case .moveSample(let step): moveSample(step, snapshot)
        case .focus(let direction): moveFocus(direction)
        case .zoom: view.isZoomed.toggle()
        case .turn(let direction): turn(direction)
        case .cycleView(let direction): cycleView(direction)
        case .choosePane: open(PaneMenuLayer(view.focus))
        case .hidePane: hide(view.focus)
        case .help: open(HelpLayer())
        case .commandLine: open(LineLayer(line: LineEditor()))
        case .cancel: view.isZoomed = false
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        case .lesson(let key): return perform(key, snapshot)
        case .pane: break
        }
        return []
    }

    /// A step of the present grain: terms and neurons are reckoned from what is selected.
    private func step(_ count: Int, _ direction: Direction) -> Request {
        view.grain.isWalk
            ? .walk(WalkStep(view.grain, count: count, direction, selection: view.selection))
            : .step(view.grain, count: count, direction)
    }

    private mutating func type(_ digit: Int) -> [Effect] {
        let grain = view.count.append(digit, grain: view.grain)
        guard grain != view.grain else { return [] }
        view.grain = grain
        return [.request(.setGrain(grain))]
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
            if let first = order.first { view.focus(first) }
            return
        }
        view.focus(order[(index + (direction == .forward ? 1 : order.count - 1)) % order.count])
    }
}
