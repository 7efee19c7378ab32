/// Plain recurrent layer: `h_t = act(W_i x_t + b_i + W_h h_(t−1) + b_h)` with tanh or relu.
///
/// Input `[N, T, D]`; output `[N, T, H]` (`returns:sequence`) or `[N, H]` (`last`). One direction, one layer; both biases are
/// kept as in `torch.nn.RNN`. Source: Elman, "Finding structure in time", 1990.
public enum RNN: RecurrentCell {
    public static let schema = SpecSchema(
        "rnn", positional: ["hidden"], summary: "h = tanh(Σ w·x + Σ u·h₋₁ + b)",
        [
            .init("hidden", .integer(minimum: 1)),
            .init("activation", .word(["tanh", "relu"]), default: .word("tanh")),
            .init("bias", .flag, default: .flag(true)),
            .returns,
        ])
    public static let gateCount = 1
    public static let sums = [GateSum("z", gate: 0)]
    public static let hasCell = false
    public static func formula(variant: Int, input: String) -> String {
        variant == 0 ? "h = tanh(Σ w·\(input) + Σ u·h₋₁ + b)" : "h = max(0, Σ w·\(input) + Σ u·h₋₁ + b)"
    }

    public static func stateFormula(variant: Int) -> String {
        formula(variant: variant, input: "x")
    }

    public static func variant(_ spec: LayerSpec) -> Int { spec.word("activation") == "relu" ? 1 : 0 }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func forward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, variant: Int) {
        for j in 0..<s.size {
            let z = s.a[j] + s.c[j]
            s.gates[j] = z
            s.hiddenAfter[j] = variant == 0 ? Scalar.hyperbolicTangent(z) : z <= 0 ? 0 : z
        }
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public static func backward<Scalar: NetworkScalar>(_ s: CellStep<Scalar>, _ g: CellGradients<Scalar>, variant: Int) {
        for j in 0..<s.size {
            let h = s.hiddenAfter[j]
            let d = variant == 0 ? g.hidden[j] * (1 - h * h) : s.gates[j] <= 0 ? 0 : g.hidden[j]
            g.a[j] = d
            g.c[j] = d
            g.hidden[j] = 0
        }
    }
}
