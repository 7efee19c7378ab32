import TerminalGraphics

/// A question about what a key would throw away, asked before it does: the same key again is a yes, every other key a no.
public struct Question: Hashable, Sendable {
    let key: KeyPress
    let effects: [Effect]
    /// The question in words: what would be lost, and what to press.
    public let text: String

    /// The effect of the answer; nil if the key is none, and is to be taken as if nothing had been asked.
    func answer(_ pressed: KeyPress, _ bound: Command?) -> [Effect]? {
        if pressed == key || bound == .quit && effects.contains(.quit) { return effects }
        return pressed.key == .escape ? [] : nil
    }
}
