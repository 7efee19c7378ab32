/// Gradients that are being shortened.
enum Clipped: DiagnosisRule {
    static let name = "clipped"
    static let meaning =
        "the gradient was longer than the limit, and has been shortened to it; a warning where a tenth or less is left and the run does not learn"

    /// Share of a gradient's length below which the limit, and no longer η, says how long steps are.
    static let littleLeft = 0.1

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard let (before, after) = facts.clipping, after < 0.999 * before else { return [] }
        let isSevere = after < littleLeft * before && !facts.isLearning
        return [
            Finding(
                name, isSevere ? facts.severity() : .hint, evidence: "‖g‖ \(before) → \(after)",
                cause: isSevere
                    ? "the limit \(facts.clip.text) leaves next to nothing of the gradient: steps are too short to get anywhere"
                    : "it is longer than \(facts.clip.text) allows: the step keeps its direction and loses length",
                cures: isSevere ? [facts.clipCure, Cure("no limit", ["clip": "none"])] : [])
        ]
    }
}
