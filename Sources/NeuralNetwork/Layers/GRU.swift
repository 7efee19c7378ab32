/// Gated recurrent unit, gates in the order r, z, n: `r, z = σ(a + c)`; `n = tanh(a_n + r·c_n)` (r multiplies `W_hn h + b_hn`,
/// bias included); `h = (1 − z)·n + z·h`, with `a = W_i x_t + b_i` and `c = W_h h_(t−1) + b_h`.
///
/// Input `[N, T, D]`; output `[N, T, H]` (`returns:sequence`) or `[N, H]` (`last`). The same as `torch.nn.GRU`.
/// Source: Cho et al., "Learning phrase representations using RNN encoder–decoder", 2014.
public enum GRU: RecurrentCell {
    public static let schema = SpecSchema(
        "gru", positional: ["hidden"], summary: "h = (1 − z)·n + z·h₋₁",
        [.init("hidden", .integer(minimum: 1)), .init("bias", .flag, default: .flag(true)), .returns])
    public static let gateCount = 3
    public static let linesOfState = 2
    public static let sums = [
        GateSum("z_r", gate: 0, result: "r"), GateSum("z_z", gate: 1, result: "z"), GateSum("zₓ_n", gate: 2, .input),
        GateSum("zₕ_n", gate: 2, .state),
    ]
    public static let gates = [Gate("r", "resets"), Gate("z", "keeps"), Gate("n", "new", -1...1)]
    public static let hasCell = false
    public static let carriesState = true
    public static func formula(variant: Int, input: String) -> String { "h = (1 − z)·n + z·h₋₁" }

    public static func stateFormula(variant: Int) -> String { "h = (1 − z)·n + z·h₋₁" }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, variant: Int) {
        let n = s.size
        for j in 0..<n {
            let r = Sigmoid.value(s.a[j] + s.c[j])
            let z = Sigmoid.value(s.a[n &+ j] + s.c[n &+ j])
            let candidate = Scalar.hyperbolicTangent(s.a[2 &* n &+ j] + r * s.c[2 &* n &+ j])
            (s.gates[j], s.gates[n &+ j], s.gates[2 &* n &+ j]) = (r, z, candidate)
            s.hiddenAfter[j] = (1 - z) * candidate + z * s.hiddenBefore[j]
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, _ d: CellGradients<Scalar>, variant: Int) {
        let n = s.size
        for j in 0..<n {
            let (r, z, candidate) = (s.gates[j], s.gates[n &+ j], s.gates[2 &* n &+ j])
            let dh = d.hidden[j]
            let dn = dh * (1 - z) * (1 - candidate * candidate)
            let dr = dn * s.c[2 &* n &+ j] * (r * (1 - r))
            let dz = dh * (s.hiddenBefore[j] - candidate) * (z * (1 - z))
            (d.a[j], d.a[n &+ j], d.a[2 &* n &+ j]) = (dr, dz, dn)
            (d.c[j], d.c[n &+ j], d.c[2 &* n &+ j]) = (dr, dz, dn * r)
            d.hidden[j] = dh * z
        }
    }
}
