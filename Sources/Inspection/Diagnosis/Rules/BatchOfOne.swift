/// A batch of one sample before a normalization over the batch.
enum BatchOfOne: DiagnosisRule {
    static let name = "batch-of-one"
    static let meaning = "a layer normalizes over the samples of a batch, and a batch has one"

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard let column = facts.batchNormalized, facts.smallestBatch == 1 else { return [] }
        let always = min(facts.batch, facts.data.trainCount) == 1
        return [
            Finding(
                name, always ? .fault : .warning, layer: column,
                evidence: always
                    ? "batches of 1 sample"
                    : "\(facts.data.trainCount) samples in batches of \(facts.batch): the last batch of an epoch has 1",
                cause: "one sample less its own mean is 0: whatever goes in, the same comes out, and no error goes back",
                cures: [
                    Cure("larger batches", ["batch": always ? "32" : String(facts.batch + 1)]),
                    Cure("layernorm, which normalizes each sample by itself", ["network": replaced(facts)]),
                ])
        ]
    }

    /// The network with layernorm wherever batches are normalized.
    private static func replaced(_ facts: RunFacts) -> String {
        facts.network.map { $0.normalizesBatches ? "layernorm" : $0.text }.joined(separator: ",")
    }
}
