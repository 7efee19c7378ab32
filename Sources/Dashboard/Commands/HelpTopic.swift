/// Topics that there is help on.
public enum HelpTopic: String, Hashable, Sendable, CaseIterable {
    case keys, words, commands, expressions
}
