/// Neurons at the ends of their range, where their slope is next to 0.
enum Saturated: DiagnosisRule {
    static let name = "saturated"
    static let meaning = "half of a hidden layer's activations are where the slope is below a twentieth of its largest"

    static func findings(_ facts: RunFacts) -> [Finding] {
        let flat = facts.spreads.dropLast().filter { $0.flatWord == "saturated" && $0.flat >= 0.5 }
        return flat.prefix(1).map { spread in
            let began = (facts.early?.spreads.first { $0.column == spread.column }?.flat ?? 0) >= 0.5
            return Finding(
                name, facts.isLearning ? .hint : facts.isFailing ? .fault : .warning, layer: spread.column,
                layers: flat.map(\.column),
                evidence: "\(100 * spread.flat) % of its activations are at the ends of \(spread.activation)",
                cause: InputsUnscaled.largest(facts).map { "inputs as large as \($0) make its sums too large" }
                    ?? (began
                        ? "the first weights make its sums too large"
                        : "large steps have made its sums large: there f′ is next to 0 and little comes back"),
                cures: InputsUnscaled.largest(facts) != nil
                    ? [InputsUnscaled.cure]
                    : [Cure("first weights that keep the spread", ["initializer": "xavier"]), facts.rate(times: 0.1)])
        }
    }
}
