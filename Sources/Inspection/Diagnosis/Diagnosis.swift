/// All that can be said of what is wrong with a run: one list, which every pane and the doctor speak from.
public struct Diagnosis: Sendable, Hashable {
    /// The worst first; of the same severity causes come before what follows from them.
    public var findings: [Finding]

    /// True where nothing is worse than a hint.
    public var isHealthy: Bool { findings.allSatisfy { $0.severity == .hint } }

    /// Every rule. The order ranks findings of the same severity: what is wrong before training comes before what training
    /// shows, and what a layer shows before what the loss does.
    public static let rules: [any DiagnosisRule.Type] = [
        NonFinite.self, LossMisfit.self, BatchOfOne.self, LabelsUnbalanced.self, InputsUnscaled.self, AllAlike.self, Linear.self,
        LearningRateHigh.self, Exploding.self, DeadUnits.self, BiasOnly.self, Vanishing.self, Saturated.self, Unchanged.self,
        LearningRateLow.self, AtRest.self, Overfitting.self, NotLearning.self, OutputsUnused.self, Clipped.self,
    ]

    /// Findings, ranked already.
    public init(findings: [Finding]) { self.findings = findings }

    /// Whether a rule speaks of what follows from other faults.
    public static func isConsequence(_ rule: String) -> Bool { rules.contains { $0.name == rule && $0.isConsequence } }

    /// Asks every rule.
    public init(_ facts: RunFacts) { self.init(ranking: Self.rules.flatMap { $0.findings(facts) }) }

    /// Ranks what has been found, and says of what follows from something else that it does.
    package init(ranking found: [Finding]) {
        let cause = found.ranked.first { $0.severity > .hint && !Self.isConsequence($0.rule) }
        findings =
            found.map { finding in
                guard let cause, Self.isConsequence(finding.rule) else { return finding }
                var finding = finding
                let place = cause.layer.map { " (layer \($0))" } ?? ""
                finding.cause = "it follows from what stands above: \(cause.rule.replacing("-", with: " "))\(place)"
                finding.cures = []
                return finding
            }.ranked
    }
}

extension [Finding] {
    /// The worst first; of the same severity in the order of the rules.
    package var ranked: [Finding] {
        let order = Diagnosis.rules.map { $0.name }
        return [Severity.fault, .warning, .hint].flatMap { severity in
            filter { $0.severity == severity }.enumerated().sorted { a, b in
                let (x, y) = (order.firstIndex(of: a.element.rule) ?? 0, order.firstIndex(of: b.element.rule) ?? 0)
                return (x, a.offset) < (y, b.offset)
            }.map(\.element)
        }
    }
}
