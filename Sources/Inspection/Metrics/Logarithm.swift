import ElementaryFunctions

package enum Logarithm {
    /// log₁₀ x
    package static func base10(_ x: Double) -> Double { Elementary.log10(x) }
}
