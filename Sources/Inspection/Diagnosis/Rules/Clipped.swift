/// Gradients that are being shortened.
enum Clipped: DiagnosisRule {
    static let name = "clipped"
    static let meaning = "the gradient was longer than the limit, and has been shortened to it"

    static func findings(_ facts: RunFacts) -> [Finding] {
        guard let (before, after) = facts.clipping, after < 0.999 * before else { return [] }
        return [
            Finding(
                name, .hint, evidence: "‖g‖ \(before) → \(after)",
                cause: "it is longer than \(facts.clip.text) allows: the step keeps its direction and loses length", cures: [])
        ]
    }
}
