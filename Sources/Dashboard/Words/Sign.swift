/// A sign of the screen: what it is called, and what it is in a sentence.
package struct Sign: Hashable, Sendable {
    /// As it stands on the screen: `δ`, `▽ vanishing`.
    package var sign: String
    /// Other ways in which it stands there.
    package var others: [String] = []
    /// Its name: `error`; empty where the sign is a word that says it.
    package var name = ""
    /// Its meaning.
    package var sentence: String
    /// Its formula; empty where that says nothing more.
    package var formula = ""

    /// All in one: `error: how much the loss changes with z; δ = ∂L/∂z`.
    package var explanation: String {
        (name.isEmpty ? "" : name + ": ") + sentence + (formula.isEmpty ? "" : "; " + formula)
    }
}

/// Signs that belong together.
package struct SignGroup: Sendable {
    package var title: String
    package var signs: [Sign]
}
