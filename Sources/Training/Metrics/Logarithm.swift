#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

enum Logarithm {
    /// log₁₀ x
    static func base10(_ x: Double) -> Double { log10(x) }
}
