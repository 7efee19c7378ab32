import Basics

/// Text that a peer has sent: names of modules, messages of exceptions.
enum ForeignText {
    /// The text in one line of a bounded length that does nothing to a terminal.
    static func cleaned(_ text: String, atMost limit: Int = 300) -> String { OneLine.of(text, atMost: max(16, limit)) }
}
