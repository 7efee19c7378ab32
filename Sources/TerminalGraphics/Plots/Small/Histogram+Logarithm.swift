#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Histogram {
    static func logarithm(_ value: Double) -> Double { log10(value) }
}
