/// Whole numbers as subscripts, as in δ₁₂.
enum Subscript {
    private static let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]

    static func text(_ number: Int) -> String {
        String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    }

    /// A text with digits in their usual place: `relu₁` is `relu1`.
    static func plain(_ text: String) -> String {
        String(text.map { character in digits.firstIndex(of: character).map { Character(String($0)) } ?? character })
    }
}
