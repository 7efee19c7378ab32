/// Neurons that are copies of one another.
enum AllAlike: DiagnosisRule {
    static let name = "all-alike"
    static let meaning = "two or more neurons of a layer have the same weights, to the bit"

    static func findings(_ facts: RunFacts) -> [Finding] {
        facts.layers.filter { $0.copies.of > 1 }.map { layer in
            let (same, units) = layer.copies
            return Finding(
                name, 2 * same <= units ? .hint : same == units || facts.isFailing ? .fault : .warning, layer: layer.column,
                evidence: same == units
                    ? "all \(units) neurons have the same weights" : "\(same) of \(units) neurons have the same weights",
                cause: "neurons that begin alike get the same gradient and stay alike: together they are worth one",
                cures: [Cure("random first weights", ["initializer": "he"])])
        }
    }
}
