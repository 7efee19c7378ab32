/// Outputs that stand for no class.
enum OutputsUnused: DiagnosisRule {
    static let name = "outputs-unused"
    static let meaning = "the network has more outputs than there are classes"

    static func findings(_ facts: RunFacts) -> [Finding] {
        let classes = facts.data.classCounts.count
        guard classes > 0, facts.loss.takesClasses, facts.outputs > classes else { return [] }
        return [
            Finding(
                name, .warning, evidence: "\(facts.outputs) outputs for \(classes) classes",
                cause:
                    "the outputs beyond the \(classes)th stand for nothing: all they learn is to be small, and a last layer may be missing",
                cures: [Cure("end with dense:\(classes)", ["network": facts.network(without: []) + ",dense:\(classes)"])])
        ]
    }
}
