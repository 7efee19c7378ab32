/// A rule that finds one kind of trouble. A new rule is one new file, and one line in ``Diagnosis/rules``.
///
///     enum Clipped: DiagnosisRule {
///         static let name = "clipped"
///         static let meaning = "gradients are longer than the limit, and are shortened to it"
///         static func findings(_ facts: RunFacts) -> [Finding] { … }
///     }
public protocol DiagnosisRule: Sendable {
    /// The name that scripts and the screen use: words joined by hyphens.
    static var name: String { get }
    /// When it speaks, with its threshold, in one sentence.
    static var meaning: String { get }
    /// Whether what it finds follows from any other fault, so that its cures are for where there is none.
    static var isConsequence: Bool { get }
    /// Findings in a run, the worst first.
    static func findings(_ facts: RunFacts) -> [Finding]
}

extension DiagnosisRule {
    public static var isConsequence: Bool { false }
}
