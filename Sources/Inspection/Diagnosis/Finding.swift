/// Something in a run that keeps it from learning, or may: what, how bad, where, how one knows, why, and what helps.
public struct Finding: Sendable, Hashable {
    /// The name of the rule, which scripts rely on: `vanishing`.
    public var rule: String
    /// Weight of the finding.
    public var severity: Severity
    /// The layer as the screen numbers it, from 1, that it is worst in; nil where it is of the whole run.
    public var layer: Int?
    /// All layers that it is true of, from the input on.
    public var layers: [Int]
    /// Measured numbers, in words.
    public var evidence: Phrase
    /// Why it is so, as far as the numbers tell.
    public var cause: Phrase
    /// Things that may help, the likeliest first.
    public var cures: [Cure]
    /// Whether a setting has been found that explains it by itself: then it follows from nothing else, and the rest from it.
    public var isExplained = false

    /// A finding of a rule.
    public init(
        _ rule: String, _ severity: Severity, layer: Int? = nil, layers: [Int]? = nil, evidence: Phrase, cause: Phrase,
        cures: [Cure] = []
    ) {
        (self.rule, self.severity, self.layer) = (rule, severity, layer)
        self.layers = layers ?? layer.map { [$0] } ?? []
        (self.evidence, self.cause, self.cures) = (evidence, cause, cures)
    }

    /// Its layers in words: `layer 3`, `layers 1–4`, `layers 1, 3, 6`; nil where it is of the whole run.
    public var place: String? {
        guard let first = layers.first, let last = layers.last else { return nil }
        if layers.count == 1 { return "layer \(first)" }
        let areInARow = layers == Array(first...max(first, last))
        return "layers " + (areInARow && layers.count > 2 ? "\(first)–\(last)" : layers.map(String.init).joined(separator: ", "))
    }
}

/// Weight of a finding.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Good to know; a run with nothing worse is healthy.
    case hint
    /// It costs much of what could be learned, or will.
    case warning
    /// The run cannot learn as it is.
    case fault

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// A remedy: in words, and where settings of the scenario are all it takes, these, so that it can be tried.
public struct Cure: Sendable, Hashable {
    /// Remedy in words.
    public var words: Phrase
    /// Settings as a scenario file writes them, by their keys; empty where a person has to do it.
    public var settings: [String: String]

    /// A remedy; without settings, one that a person has to carry out.
    public init(_ words: Phrase, _ settings: [String: String] = [:]) { (self.words, self.settings) = (words, settings) }
}
