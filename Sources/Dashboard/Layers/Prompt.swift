/// A line being typed.
public struct Prompt: Hashable, Sendable {
    /// The question before the text.
    public var label: String
    /// The text typed so far.
    public var text = ""
}
