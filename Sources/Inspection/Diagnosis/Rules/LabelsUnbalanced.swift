/// Targets that are all the same, or nearly.
enum LabelsUnbalanced: DiagnosisRule {
    static let name = "labels-unbalanced"
    static let meaning =
        "all training samples are of one class or have one target, or one class has 80 % of them and four times its share"

    /// A share that one class has of the samples from which on guessing it looks like learning …
    static let share = 0.8
    /// … if it is so many times what each class would have if they were balanced.
    static let excess = 1.6

    /// Samples below which sameness says nothing: whoever trains on a single one means to.
    static let fewestSamples = 8

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard facts.data.trainCount >= fewestSamples else { return [] }
        let counts = facts.data.classCounts
        if let most = counts.indices.max(by: { counts[$0] < counts[$1] }), facts.data.trainCount > 0 {
            let part = Double(counts[most]) / Double(facts.data.trainCount)
            let name = facts.data.classNames.indices.contains(most) ? facts.data.classNames[most] : String(most)
            if part == 1 {
                return [
                    finding(
                        .fault, "all \(facts.data.trainCount) training samples are of class \(name)",
                        "saying \(name) every time is always right: there is nothing else to learn",
                        [Cure("look for the mistake in the labels; samples of other classes")])
                ]
            }
            guard part >= share, part * Double(counts.count) >= excess else { return [] }
            return [
                finding(
                    .warning, "\(100 * part) % of the training samples are of class \(name)",
                    "saying \(name) every time is right that often, and the gradients of the few others drown",
                    [Cure("as many samples of each class"), Cure("judge by the accuracy of each class, not of all")])
            ]
        }
        guard !facts.data.targets.isEmpty, facts.data.targets.allSatisfy({ $0.deviation <= 1e-9 * max(1, abs($0.mean)) }) else {
            return []
        }
        return [
            finding(
                .fault, "every target is \(facts.data.targets[0].mean)",
                "one number is right every time: there is nothing else to learn",
                [Cure("look for the mistake in the target column")])
        ]
    }

    private static func finding(_ severity: Severity, _ evidence: Phrase, _ cause: Phrase, _ cures: [Cure]) -> Finding {
        Finding(name, severity, evidence: evidence, cause: cause, cures: cures)
    }
}
