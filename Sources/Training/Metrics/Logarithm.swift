import ElementaryFunctions

enum Logarithm {
    /// log₁₀ x
    static func base10(_ x: Double) -> Double { Elementary.log10(x) }
}
