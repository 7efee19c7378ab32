/// The certainty that somebody answers with.
public enum Confidence: Int, Hashable, Sendable, Comparable {
    case guess = 1
    case thinksSo, sure

    public static func < (a: Confidence, b: Confidence) -> Bool { a.rawValue < b.rawValue }

    /// In words.
    public var text: String {
        switch self {
        case .guess: "a guess"
        case .thinksSo: "think so"
        case .sure: "sure"
        }
    }
}

/// An answer being given.
public struct AnswerEntry: Hashable, Sendable {
    /// Digits typed; places chosen of an order.
    public var typed = ""
    /// The option chosen, by its place on the screen; the layer.
    public var chosen: Int?
    /// Certainty of the answer.
    public var confidence: Confidence?
    /// True where somebody says that he does not know.
    public var isUnknown = false
}

/// A number as people type it.
enum TypedNumber {
    /// Reads `-2`, `−0.5`, `.25`, `1/4`, `1e-3`; nil of anything else.
    static func value(_ text: String) -> Double? {
        let plain = String(text.map { $0 == "−" ? "-" : $0 == "," ? "." : $0 })
        let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Double($0) }
        guard numbers.count == parts.count, numbers.allSatisfy(\.isFinite) else { return nil }
        switch numbers.count {
        case 1: return numbers[0]
        case 2 where numbers[1] != 0: return numbers[0] / numbers[1]
        default: return nil
        }
    }

    /// Whether a number that was typed is the one asked for: within a hundredth, or as many digits as were typed.
    static func matches(_ text: String, _ number: Double, _ answer: Double) -> Bool {
        if number == answer { return true }
        let distance = (number - answer).magnitude
        if distance <= 0.01 * answer.magnitude { return true }
        if answer == 0 { return number.magnitude < 1e-4 }
        let digits = text.filter(\.isNumber).drop { $0 == "0" }.count
        guard digits >= 2, let point = text.firstIndex(of: "."), !text.contains("e"), !text.contains("/") else { return false }
        let decimals = text.distance(from: point, to: text.endIndex) - 1
        let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
        return distance <= 0.5 * unit * (1 + 1e-9) && number * answer > 0
    }

    static func accepts(_ scalar: Unicode.Scalar) -> Bool { "0123456789.,-−/e".unicodeScalars.contains(scalar) }
}

/// The verdict on an answer.
public struct Verdict: Hashable, Sendable {
    /// Whether the answer is right.
    public var isRight: Bool
    /// The answer in words.
    public var given: String
    /// The right one in words.
    public var right: String
    /// Certainty of the answer.
    public var confidence: Confidence?
    /// Words on the answer.
    public var say: String
    /// The idea behind a wrong answer.
    public var idea: String?
    /// The run of keys that refutes it.
    public var show: Demonstration?
    /// True where somebody has said that he does not know.
    public var isUnknown = false
}

/// An answer of a lesson that has been gone through.
public struct LessonOutcome: Hashable, Sendable {
    /// The step, by its place.
    public var step: Int
    /// Whether the answer was right.
    public var isRight: Bool
    /// Certainty of the answer.
    public var confidence: Confidence?
    /// Idea behind a wrong one.
    public var idea: String?
}
