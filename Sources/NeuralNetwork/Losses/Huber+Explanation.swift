/// One element's loss with its numbers; k is where the parabola becomes a line, so that δ is left to errors.
extension Huber {
    public static func explanation(a: Double, y: Double, constant: Double) -> ElementwiseExplanation {
        let difference = Arithmetic.difference(.named("a", a), .named("y", y))
        let bend = Arithmetic.named("k", constant)
        if abs(a - y) <= constant {
            return ElementwiseExplanation(
                formula: "½(a − y)²", value: .product([.constant(0.5), .function(.square, difference)]), slopeFormula: "a − y",
                slope: difference)
        }
        let size = a < y ? Arithmetic.difference(.named("y", y), .named("a", a)) : difference
        return ElementwiseExplanation(
            formula: "k·(|a − y| − ½k)", value: .product([bend, .difference(size, .product([.constant(0.5), bend]))]),
            slopeFormula: a < y ? "−k" : "k", slope: a < y ? .negative(bend) : bend)
    }
}
