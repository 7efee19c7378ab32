/// A sign of the screen with its name, and a sentence on it.
package struct Sign: Hashable, Sendable {
    /// The sign as it stands on the screen: `δ`, `▽ vanishing`.
    package var sign: String
    /// Other forms in which it stands there.
    package var others: [String] = []
    /// Its name: `error`; empty where the sign is a word that says it.
    package var name = ""
    /// Its meaning.
    package var sentence: String
    /// Its formula; empty where that says nothing more.
    package var formula = ""

    /// The whole in one line: `error: how much the loss changes with z; δ = ∂L/∂z`.
    package var explanation: String {
        (name.isEmpty ? "" : name + ": ") + sentence + (formula.isEmpty ? "" : "; " + formula)
    }
}

/// Signs that belong together.
package struct SignGroup: Sendable {
    package var title: String
    package var signs: [Sign]
}
