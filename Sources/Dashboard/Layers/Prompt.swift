/// A line being typed.
public struct Prompt: Hashable, Sendable {
    public var label: String
    public var text = ""
}
