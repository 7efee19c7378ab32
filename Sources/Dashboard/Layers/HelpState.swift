/// The help on a topic, scrolled so many lines.
public struct HelpState: Hashable, Sendable {
    /// The topic shown.
    public var topic = HelpTopic.keys
    /// Lines scrolled away at the top.
    public var scroll = 0
}
