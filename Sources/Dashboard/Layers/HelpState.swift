/// The help on a topic, scrolled so many lines.
public struct HelpState: Hashable, Sendable {
    public var topic = HelpTopic.keys
    public var scroll = 0
}

/// What there is help on.
public enum HelpTopic: String, Hashable, Sendable, CaseIterable {
    case keys, words, commands, expressions
}
