/// One element's loss with its numbers.
extension Huber {
    public static func explanation(y: Double, t: Double, constant: Double) -> ElementwiseExplanation {
        let d = Arithmetic.difference(.named("a", y), .named("y", t))
        let delta = Arithmetic.named("k", constant)
        if abs(y - t) <= constant {
            return ElementwiseExplanation(
                formula: "½d², d = a − y", value: .product([.constant(0.5), .function(.square, d)]), slopeFormula: "d", slope: d)
        }
        let size = y < t ? Arithmetic.negative(d) : d
        return ElementwiseExplanation(
            formula: "k(|d| − ½k), d = a − y", value: .product([delta, .difference(size, .product([.constant(0.5), delta]))]),
            slopeFormula: "±k", slope: y < t ? .negative(delta) : delta)
    }
}
