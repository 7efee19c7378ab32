/// The memory of a pane from one key to the next. Its first value is the one before any key.
public protocol PaneState: Hashable, Sendable {
    /// The first value.
    init()
}

/// The states of all panes, each under its type: a pane adds one without anybody else knowing of it.
public struct PaneStates: Hashable, Sendable {
    private var states: [ObjectIdentifier: any PaneState] = [:]

    init() {}

    /// The state of a type; its first value where nothing has changed it.
    public subscript<State: PaneState>(_ type: State.Type) -> State {
        get { states[ObjectIdentifier(type)] as? State ?? State() }
        set { states[ObjectIdentifier(type)] = newValue == State() ? nil : newValue }
    }

    public static func == (a: PaneStates, b: PaneStates) -> Bool {
        a.states.count == b.states.count
            && a.states.allSatisfy { type, state in b.states[type].map { isEqual(state, $0) } ?? false }
    }

    private static func isEqual<State: PaneState>(_ state: State, _ other: any PaneState) -> Bool { other as? State == state }

    public func hash(into hasher: inout Hasher) {
        // In no order: the same states give the same number however they came about.
        var sum = 0
        for state in states.values { sum &+= AnyHashable(state).hashValue }
        hasher.combine(sum)
    }
}
