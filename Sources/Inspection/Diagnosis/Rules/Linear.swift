/// Weighted sums in a row with nothing between them that bends.
enum Linear: DiagnosisRule {
    static let name = "linear"
    static let meaning =
        "two layers of weights follow one another with no activation function between them, or the only one cannot part the samples"

    static func findings(_ facts: RunFacts) -> [Finding] {
        var (pairs, unbent, isBent, last): (Int, [Int], Bool, Int?) = (0, [], false, nil)
        for (index, bend) in facts.bends.enumerated() {
            switch bend {
            case .straight:
                if last != nil {
                    pairs += 1
                    if !isBent { unbent.append(index) }
                }
                (last, isBent) = (index, false)
            case .bent: isBent = true
            case .none: break
            }
        }
        // A table of vectors is no sum that bending would help.
        if let first = unbent.first, facts.bends.prefix(first).contains(.straight), facts.network[0].role == .lookup,
            unbent == [first]
        {
            return []
        }
        if !unbent.isEmpty {
            return [
                Finding(
                    name, unbent.count == pairs ? .warning : .hint,
                    evidence: "\(unbent.count + 1) layers of weights follow one another with no activation function between them",
                    cause:
                        "a weighted sum of weighted sums is one weighted sum: together these layers can do no more than a single one",
                    cures: [Cure("relu between them", ["network": bent(facts, unbent)])])
            ]
        }
        guard pairs == 0, last != nil, !facts.bends[..<(last ?? 0)].contains(.bent), facts.isFailing,
            !facts.data.classCounts.isEmpty
        else {
            return []
        }
        return [
            Finding(
                name, .warning, evidence: "one layer of weights, and the loss is no lower than that of guessing",
                cause: "a single weighted sum draws one straight border; these classes may need one that bends",
                cures: [Cure("a hidden layer with tanh before it", ["network": "dense:8,tanh," + facts.network(without: [])])])
        ]
    }

    private static func bent(_ facts: RunFacts, _ places: [Int]) -> String {
        facts.network.indices.map { (places.contains($0) ? "relu," : "") + facts.network[$0].text }.joined(separator: ",")
    }
}
