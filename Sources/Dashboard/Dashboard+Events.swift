import Inspection
import TerminalGraphics

extension Dashboard {
    /// Takes an input event.
    /// - Parameter snapshot: what is on the screen, if anything is.
    public mutating func handle(_ event: InputEvent, snapshot: Snapshot?) -> [Effect] {
        switch event {
        case .key(let key): return handle(key, snapshot)
        case .mouse(var mouse):
            if let effects = passDown(.mouse(mouse), snapshot) { return effects }
            // In a comparison both halves answer alike.
            if view.isComparing, mouse.position.x >= otherRunOffset { mouse.position.x -= otherRunOffset }
            return handle(mouse, snapshot)
        case .resize(let size):
            self.size = size
            return []
        case .paste(let text):
            if !arrangement.isTooSmall, let effects = passDown(.paste(text), snapshot) { return effects }
            return []
        case .focus: return []
        }
    }

    /// A moment has passed without a key: a grain chosen by a digit is chosen, and the next digit begins anew.
    public mutating func pause() {
        if view.count.mayBecomeCount { view.count.clear() }
    }

    /// The time that may pass between digits that belong together.
    public static let pauseBetweenDigits = Duration.milliseconds(900)

    /// Whether a key has a meaning where nothing can be seen: it quits, suspends or redraws.
    func concernsProgram(_ key: KeyPress) -> Bool {
        Bindings.table.binding(for: key, in: []).map { [.quit, .suspend, .redraw].contains($0.command) } ?? false
    }

    private mutating func handle(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        view.message = nil
        let bound = Bindings.table.binding(for: key)?.command
        if let question {
            if let bound, [.redraw, .suspend].contains(bound) {
                view.message = question.text
                return perform(bound, snapshot) ?? []
            }
            self.question = nil
            if let effects = question.answer(key, bound) { return effects }
        }
        let effects = react(key, bound, snapshot)
        // Where Ctrl-C has closed something it asks at once: pressed twice it quits, whatever is open.
        if key.key == .character("c"), key.modifiers == .control, !effects.contains(.quit), snapshot?.status.isUnsaved == true {
            return effects + asking([.quit], key, snapshot)
        }
        return asking(effects, key, snapshot)
    }

    mutating func react(_ key: KeyPress, _ bound: Command?, _ snapshot: Snapshot?) -> [Effect] {
        // Where nothing can be seen, nothing is opened, closed or typed into: only the program as a whole answers.
        if arrangement.isTooSmall || snapshot == nil {
            guard let bound, [.quit, .suspend, .redraw].contains(bound) else { return [] }
            return perform(bound, snapshot) ?? []
        }
        if let effects = passDown(.key(key, bound), snapshot) { return effects }
        defer { if case .digit? = bound {} else { view.count.clear() } }
        // Nobody types here: a letter of another keyboard layout is the key that it lies on.
        let key = KeyboardLayout.key(of: key) ?? key
        // A key that the focused pane does not take now means what it means everywhere.
        let bindings = Bindings.table.bindings(for: key, in: [KeyContext(view.focus)])
        for binding in bindings {
            if let effects = perform(binding.command, snapshot) { return effects }
        }
        if bindings.isEmpty, case .character(let scalar) = key.key, key.modifiers.isEmpty, scalar.value > 0x20 {
            view.message = "\(scalar) is no key here; ? lists them"
        }
        return []
    }

    /// Lets the layers see an event, from the top of the stack down, until one takes it.
    /// - Returns: nil where none does, and it goes on to the panes.
    private mutating func passDown(_ event: LayerEvent, _ snapshot: Snapshot?) -> [Effect]? {
        guard !layers.layers.isEmpty else { return nil }
        let context = layerContext(snapshot)
        for index in layers.layers.indices.reversed() {
            var layer = layers.layers[index]
            if isPressingForLesson, layer is LessonLayer { continue }
            // Keys that somebody presses while a lesson types are not mixed with its own.
            if isPlaying, !isPressingForLesson, !(layer is LessonLayer) { continue }
            let answer = layer.handle(event, context)
            switch answer {
            case .ignored, .stays: layers.replace(at: index, with: layer)
            case .leaves, .closes: layers.remove(at: index)
            }
            switch answer {
            case .ignored, .leaves: continue
            case .stays(let actions), .closes(let actions): return carryOut(actions, snapshot)
            }
        }
        return nil
    }

    /// Lays a layer over what is there.
    public mutating func open(_ layer: some DashboardLayer) { layers.push(layer) }

    /// The highest layer of a type; nil where there is none.
    public func layer<Layer: DashboardLayer>(_ type: Layer.Type) -> Layer? { layers[type] }

    /// The context that layers act on and draw from.
    func layerContext(_ snapshot: Snapshot?, _ plan: FramePlan? = nil) -> LayerContext {
        let dashboard = self
        return LayerContext(
            view: view, snapshot: snapshot, theme: theme, glyphs: glyphs, arrangement: plan?.arrangement ?? arrangement,
            size: size,
            lineHistory: lineHistory
        ) { anchor, pane in
            guard let snapshot else { return [] }
            let plan = plan ?? dashboard.plan(for: snapshot.status)
            return plan.panes.filter { pane == nil || $0.place.pane == pane }.flatMap { placed in
                anchor == .pane
                    ? [placed.place.area]
                    : placed.pane.anchors(dashboard.context(of: placed.pane, snapshot), in: placed.content).areas(of: anchor)
                        .map { $0.intersection(placed.content) }.filter { !$0.isEmpty }
            }
        }
    }
}
