/// All that can be said of what is wrong with a run: one list, which every pane and the doctor speak from.
public struct Diagnosis: Sendable, Hashable {
    /// The worst first; of the same severity causes come before what follows from them.
    public var findings: [Finding]

    /// True where nothing is worse than a hint.
    public var isHealthy: Bool { findings.allSatisfy { $0.severity == .hint } }

    /// Every rule. The order ranks findings of the same severity: what is wrong before training comes before what training
    /// shows, and what a layer shows before what the loss does.
    public static let rules: [any DiagnosisRule.Type] = [
        LossMisfit.self, NonFinite.self, BatchOfOne.self, LabelsUnbalanced.self, InputsUnscaled.self, AllAlike.self, Linear.self,
        LearningRateHigh.self, Exploding.self, DeadUnits.self, BiasOnly.self, Vanishing.self, Saturated.self, Unchanged.self,
        Clipped.self, LearningRateLow.self, AtRest.self, NotLearning.self, Overfitting.self, OutputsUnused.self,
    ]

    /// Findings, ranked already.
    public init(findings: [Finding]) { self.findings = findings }

    /// Whether a rule speaks of what follows from other faults.
    public static func isConsequence(_ rule: String) -> Bool { rules.contains { $0.name == rule && $0.isConsequence } }

    /// Rules that need no more than one step: the layers, and what came back through them.
    private static let rulesOfOneStep: [any DiagnosisRule.Type] = [
        NonFinite.self, AllAlike.self, Linear.self, Exploding.self, DeadUnits.self, BiasOnly.self, Vanishing.self,
    ]

    /// Asks every rule.
    public init(_ facts: RunFacts) { self.init(ranking: Self.rules.flatMap { $0.findings(facts) }) }

    /// Asks the rules that need no more than one step: of a run that trains elsewhere neither data nor its way are known.
    package init(ofOneStep facts: RunFacts) { self.init(ranking: Self.rulesOfOneStep.flatMap { $0.findings(facts) }) }

    /// Ranks what has been found, and says of what follows from something else that it does. Only what has a rule before its own can be
    /// its cause, and that is as bad as what it leads to.
    package init(ranking found: [Finding]) {
        var found = found
        for index in found.indices where Self.isConsequence(found[index].rule) && !found[index].isExplained {
            let place = Self.place(of: found[index].rule)
            guard
                let cause = found.ranked.first(where: {
                    $0.severity > .hint && !Self.isConsequence($0.rule) && Self.place(of: $0.rule) < place
                })
            else { continue }
            let layer = cause.place.map { " (\($0))" } ?? ""
            found[index].cause = "it follows from what stands above: \(cause.rule.replacing("-", with: " "))\(layer)"
            found[index].cures = []
            if let causing = found.firstIndex(of: cause) { found[causing].severity = max(cause.severity, found[index].severity) }
        }
        findings = found.ranked
    }

    /// Place of a finding in the order of rules: what a setting explains comes before all that follows from it.
    fileprivate static func place(of finding: Finding) -> Int { finding.isExplained ? -1 : place(of: finding.rule) }

    /// Place of a rule in their order; behind all of them of one that only runs of several processes have.
    static func place(of rule: String) -> Int { rules.firstIndex { $0.name == rule } ?? rules.count }
}

extension [Finding] {
    /// The worst first; of the same severity in the order of the rules.
    package var ranked: [Finding] {
        return [Severity.fault, .warning, .hint].flatMap { severity in
            filter { $0.severity == severity }.enumerated().sorted { a, b in
                let (x, y) = (Diagnosis.place(of: a.element), Diagnosis.place(of: b.element))
                return (x, a.offset) < (y, b.offset)
            }.map(\.element)
        }
    }
}
