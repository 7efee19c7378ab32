/// The help on a topic, scrolled so many lines.
public struct HelpState: Hashable, Sendable {
    public var topic = HelpTopic.keys
    public var scroll = 0
}
