import Inspection
import TerminalGraphics

/// What an event asks of those outside the screen.
public enum Effect: Hashable, Sendable {
    case request(Request)
    case quit
    case suspend
    /// Draw every cell anew, whatever the terminal is thought to show.
    case redraw
    /// A line has been entered and carried out: to be remembered for later runs.
    case lineEntered(String)
    /// A picture of the screen into a file.
    case shot(String)
}

extension Dashboard {
    /// Takes an input event.
    /// - Parameter snapshot: what is on the screen, if anything is.
    public mutating func handle(_ event: InputEvent, snapshot: Snapshot?) -> [Effect] {
        switch event {
        case .key(let key): return handle(key, snapshot)
        case .mouse(var mouse):
            // In a comparison both halves answer alike.
            if view.isComparing, mouse.position.x >= rivalOffset { mouse.position.x -= rivalOffset }
            return handle(mouse, snapshot)
        case .resize(let size):
            self.size = size
            return []
        case .paste(let text):
            if !arrangement.isTooSmall { pasteIntoLine(text) }
            return []
        case .focus: return []
        }
    }

    /// A moment has passed without a key: a grain chosen by a digit is chosen, and the next digit begins anew.
    public mutating func pause() {
        if view.count.mayBecomeCount { view.count.clear() }
    }

    /// How long digits that belong together may be apart.
    public static let pauseBetweenDigits = Duration.milliseconds(900)

    /// Where keys have a meaning of their own: in the focused pane, but not under the help.
    private var contexts: [KeyContext] { view.focus == .watches && view.help == nil ? [.watches] : [] }

    /// Whether a key has a meaning where nothing can be seen: it quits, suspends or redraws.
    func concernsProgram(_ key: KeyPress) -> Bool {
        Bindings.table.binding(for: key, in: []).map { [.quit, .suspend, .redraw].contains($0.command) } ?? false
    }

    private mutating func handle(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        view.message = nil
        let bound = Bindings.table.binding(for: key, in: contexts)?.command
        if let question = view.question {
            if let bound, [.redraw, .suspend].contains(bound) {
                view.message = question.text
                return perform(bound, snapshot)
            }
            view.question = nil
            if let effects = answer(question, key, bound) { return effects }
        }
        let effects = react(key, bound, snapshot)
        // Where Ctrl-C has closed something it asks at once: pressed twice it quits, whatever is open.
        if key.key == .character("c"), key.modifiers == .control, !effects.contains(.quit), snapshot?.status.isUnsaved == true {
            return effects + asking([.quit], key, snapshot)
        }
        return asking(effects, key, snapshot)
    }

    private mutating func react(_ key: KeyPress, _ bound: Command?, _ snapshot: Snapshot?) -> [Effect] {
        // Where nothing can be seen, nothing is opened, closed or typed into: only the program as a whole answers.
        if arrangement.isTooSmall || snapshot == nil {
            guard let bound, [.quit, .suspend, .redraw].contains(bound) else { return [] }
            return perform(bound, snapshot)
        }
        if let awaited = view.awaited {
            view.awaited = nil
            if let bound, [.suspend, .redraw].contains(bound) { return perform(bound, snapshot) }
            return answer(awaited, key)
        }
        if view.prompt != nil || view.line != nil {
            if let bound, [.suspend, .redraw].contains(bound) { return perform(bound, snapshot) }
            return view.line == nil ? type(key, snapshot) : typeLine(key, snapshot)
        }
        if view.menu != nil { return choosePane(key, bound) }
        if view.help == nil, let effects = draw(key, snapshot) { return effects }
        if view.help == nil, view.focus == .plane, let effects = addPoints(key, snapshot) { return effects }
        if view.help == nil, view.focus == .branches, let effects = chooseBranch(key, snapshot) { return effects }
        guard let command = bound else {
            view.count.clear()
            return []
        }
        if view.help != nil, let effects = scrollHelp(command) { return effects }
        defer { if case .digit = command {} else { view.count.clear() } }
        if let effects = performInFocus(command, snapshot) { return effects }
        return perform(command, snapshot)
    }

    /// While the help is open, arrows scroll it and most keys close it.
    mutating func scrollHelp(_ command: Command) -> [Effect]? {
        switch command {
        case .quit, .cancel, .help, .zoom, .enter: view.help = nil
        case .moveNeuron(let rows):
            guard let help = view.help else { return [] }
            let last = HelpOverlay(state: help, theme: theme).lastScroll(in: size)
            view.help?.scroll = max(0, min(last, min(last, help.scroll) + rows))
        case .first: view.help?.scroll = 0
        case .focus(.forward): view.help.map { view.help = HelpState(topic: $0.topic.next) }
        case .suspend, .redraw: return nil
        default: break
        }
        return []
    }

    /// Typing the number of an iteration, or another moment.
    private mutating func type(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        switch key.key {
        case .character("c") where key.modifiers == .control, .escape: view.prompt = nil
        case .enter:
            let text = view.prompt?.text ?? ""
            view.prompt = nil
            guard !text.isEmpty else { return [] }
            if let request = MomentText.request(text, snapshot?.status) { return [.request(request)] }
            view.message = "'\(text)' is no moment; \(MomentText.expected)"
        case .backspace:
            if view.prompt?.text.isEmpty == true { view.prompt = nil } else { view.prompt?.text.removeLast() }
        case .character(let scalar) where MomentText.accepts(scalar, after: view.prompt?.text ?? "") && key.modifiers.isEmpty:
            if (view.prompt?.text.count ?? 0) < 10 { view.prompt?.text.unicodeScalars.append(scalar) }
        default: break
        }
        return []
    }

    private mutating func handle(_ mouse: MouseEvent, _ snapshot: Snapshot?) -> [Effect] {
        if view.menu == nil, view.help == nil, view.prompt == nil, view.line == nil, snapshot != nil {
            if draw(mouse) { return [] }
            if let effects = addPoint(mouse, snapshot) { return effects }
            if let effects = scrub(mouse, snapshot) { return effects }
        }
        if mouse.kind == .scrollUp || mouse.kind == .scrollDown { return scroll(mouse, snapshot) }
        guard mouse.kind == .press, mouse.button == .left, view.menu == nil, view.help == nil, view.prompt == nil,
            view.line == nil
        else {
            return []
        }
        let arrangement = arrangement
        guard let place = arrangement.place(at: mouse.position) else { return [] }
        let isTitle = mouse.position.y == place.area.y
        focus(isTitle ? tab(at: mouse.position.x, of: place, snapshot) ?? place.pane : place.pane)
        if let snapshot { select(at: mouse.position, in: place, snapshot) }
        return []
    }

    mutating func focus(_ pane: PaneID) {
        view.focus = pane
        view.tabs.show(pane)
    }
}
