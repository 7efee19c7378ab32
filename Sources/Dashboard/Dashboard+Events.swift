import Inspection
import TerminalGraphics

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
    private var contexts: [KeyContext] { view.help == nil ? [KeyContext(view.focus)] : [] }

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
                return perform(bound, snapshot) ?? []
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
            return perform(bound, snapshot) ?? []
        }
        if let awaited = view.awaited {
            view.awaited = nil
            if let bound, [.suspend, .redraw].contains(bound) { return perform(bound, snapshot) ?? [] }
            return answer(awaited, key)
        }
        if view.prompt != nil || view.line != nil {
            if let bound, [.suspend, .redraw].contains(bound) { return perform(bound, snapshot) ?? [] }
            return view.line == nil ? type(key, snapshot) : typeLine(key, snapshot)
        }
        if view.menu != nil { return choosePane(key, bound) }
        defer { if case .digit? = bound {} else { view.count.clear() } }
        if view.help != nil, let bound, let effects = scrollHelp(bound) { return effects }
        // What the focused pane does not take now means what it means everywhere.
        for binding in Bindings.table.bindings(for: key, in: contexts) {
            if let effects = perform(binding.command, snapshot) { return effects }
        }
        return []
    }

    /// While the help is open, arrows scroll it and most keys close it.
    mutating func scrollHelp(_ command: Command) -> [Effect]? {
        switch command {
        case .quit, .cancel, .help, .zoom: view.help = nil
        case .moveNeuron(let rows):
            guard let help = view.help else { return [] }
            let last = HelpOverlay(state: help, reasons: [:], theme: theme).lastScroll(in: size)
            view.help?.scroll = max(0, min(last, min(last, help.scroll) + rows))
        case .request(.goTo(iterations: 0)): view.help?.scroll = 0
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
}
