/// Neurons that say 0 to every sample, so that no error passes them.
enum DeadUnits: DiagnosisRule {
    static let name = "dead-units"
    static let meaning =
        "a tenth (hint), two fifths (warning) or nine tenths (fault) of a layer's units are 0 for every sample looked at"

    static func findings(_ facts: RunFacts) -> [Finding] {
        facts.spreads.isEmpty ? silent(facts) : found(facts)
    }

    /// A layer to which nothing comes back while others learn: all that can be told without a look at its units.
    private static func silent(_ facts: RunFacts) -> [Finding] {
        guard facts.network.contains(where: { $0.saturation?.word == "off" }), facts.layers.contains(where: { $0.norm > 0 })
        else {
            return []
        }
        return facts.layers.filter { $0.norm == 0 }.prefix(1).map { layer in
            Finding(
                name, .fault, layer: layer.column, evidence: "∂L/∂θ of the layer is exactly 0",
                cause: "no error comes back through units that are 0 for every sample", cures: cures(facts, began: true))
        }
    }

    private static func cures(_ facts: RunFacts, began: Bool) -> [Cure] {
        (began
            ? [Cure("first weights drawn about 0 (he)", ["initializer": "he"]), facts.rate(times: 0.1)]
            : [facts.rate(times: 0.1)])
            + [Cure("leakyRelu in place of relu", ["network": leaky(facts)])]
    }

    private static func found(_ facts: RunFacts) -> [Finding] {
        facts.spreads.compactMap { spread -> Finding? in
            guard spread.flatWord == "off", spread.neurons > 0 else { return nil }
            let share = Double(spread.deadNeurons) / Double(spread.neurons)
            guard share >= 0.1, spread.deadNeurons > 1 || spread.neurons == 1 else { return nil }
            let before = facts.early?.spreads.first { $0.column == spread.column }
            let began = before.map { Double($0.deadNeurons) / Double(max(1, $0.neurons)) > share / 2 }
            return Finding(
                name, share >= 0.9 ? .fault : share >= 0.4 ? .warning : .hint, layer: spread.column,
                evidence: "\(spread.deadNeurons) of \(spread.neurons) units are 0 for every sample",
                cause: began == false
                    ? "training has pushed their sums below 0 for every sample; from there no gradient brings them back"
                    : "their sums are 0 or below for every sample, and there relu has slope 0: no gradient changes that",
                cures: cures(facts, began: began != false))
        }
    }

    private static func leaky(_ facts: RunFacts) -> String {
        facts.network.map { $0.saturation?.word == "off" ? "leakyRelu" : $0.text }.joined(separator: ",")
    }
}
