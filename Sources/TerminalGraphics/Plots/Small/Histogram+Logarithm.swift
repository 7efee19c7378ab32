import ElementaryFunctions

extension Histogram {
    static func logarithm(_ value: Double) -> Double { Elementary.log10(value) }
}
