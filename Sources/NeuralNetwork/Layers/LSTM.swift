/// Long short-term memory, gates in the order i, f, g, o: `i, f, o = σ(a + c)`, `g = tanh(a + c)`; `cell = f·cell + i·g`; `h =
/// o·tanh(cell)`, with `a = W_i x_t + b_i` and `c = W_h h_(t−1) + b_h`.
///
/// Input `[N, T, D]`; output `[N, T, H]` (`returns:sequence`) or `[N, H]` (`last`). The same as `torch.nn.LSTM`.
/// Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate).
public enum LSTM: RecurrentCell {
    public static let schema = SpecSchema(
        "lstm", positional: ["hidden"], summary: "c = f·c₋₁ + i·g, h = o·tanh c",
        [.init("hidden", .integer(minimum: 1)), .init("bias", .flag, default: .flag(true)), .returns])
    public static let gateCount = 4
    public static let linesOfState = 2
    public static let sums = [
        GateSum("z_i", gate: 0, result: "i"), GateSum("z_f", gate: 1, result: "f"), GateSum("z_g", gate: 2, result: "g"),
        GateSum("z_o", gate: 3, result: "o"),
    ]
    public static let gates = [
        Gate("i", "lets in"), Gate("f", "keeps (forget gate)"), Gate("g", "new", -1...1), Gate("o", "lets out"),
    ]
    public static let hasCell = true
    public static let cellMeaning = "the cell: c = f·c₋₁ + i·g"
    public static func formula(variant: Int, input: String) -> String { "c = f·c₋₁ + i·g,  h = o·tanh c" }

    public static func stateFormula(variant: Int) -> String { "h = o·tanh c" }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, variant: Int) {
        let n = s.size
        for j in 0..<n {
            let i = Sigmoid.value(s.a[j] + s.c[j])
            let f = Sigmoid.value(s.a[n &+ j] + s.c[n &+ j])
            let g = Scalar.hyperbolicTangent(s.a[2 &* n &+ j] + s.c[2 &* n &+ j])
            let o = Sigmoid.value(s.a[3 &* n &+ j] + s.c[3 &* n &+ j])
            (s.gates[j], s.gates[n &+ j], s.gates[2 &* n &+ j], s.gates[3 &* n &+ j]) = (i, f, g, o)
            let cell = f * s.cellBefore[j] + i * g
            s.cellAfter[j] = cell
            s.hiddenAfter[j] = o * Scalar.hyperbolicTangent(cell)
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, _ d: CellGradients<Scalar>, variant: Int) {
        let n = s.size
        for j in 0..<n {
            let (i, f, g, o) = (s.gates[j], s.gates[n &+ j], s.gates[2 &* n &+ j], s.gates[3 &* n &+ j])
            let t = Scalar.hyperbolicTangent(s.cellAfter[j])
            let dh = d.hidden[j]
            let dcell = d.cell[j] + dh * o * (1 - t * t)
            d.a[j] = dcell * g * (i * (1 - i))
            d.a[n &+ j] = dcell * s.cellBefore[j] * (f * (1 - f))
            d.a[2 &* n &+ j] = dcell * i * (1 - g * g)
            d.a[3 &* n &+ j] = dh * t * (o * (1 - o))
            d.cell[j] = dcell * f
            d.hidden[j] = 0
        }
        d.c.update(from: d.a, count: 4 &* n)
    }
}
