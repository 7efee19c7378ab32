/// Words with numbers in them that are not yet digits: whoever shows them rounds them as everything else on that screen.
///
///     let evidence: Phrase = "loss \(2.3) at iteration \(40)"
public struct Phrase: Sendable, Hashable {
    /// A stretch of words, or a number.
    public enum Part: Sendable, Hashable {
        case text(String)
        /// A measured number, of which three digits tell enough.
        case number(Double)
        /// A number as somebody would type it: a learning rate.
        case setting(Double)
    }

    /// Words and numbers in order.
    public private(set) var parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }

    /// The words, with digits for the numbers.
    public func text(_ digits: (Double) -> String) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .text(let words): text += words
            case .number(let value): text += digits(value)
            case .setting(let value): text += value.shortestText
            }
        }
    }
}

extension Phrase: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) { parts = [.text(text)] }
    public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    /// Collects words and numbers in the order in which they are written.
    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        /// A phrase of its words and numbers.
        public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

        /// Words.
        public mutating func appendLiteral(_ text: String) { if !text.isEmpty { parts.append(.text(text)) } }
        /// Words that are put in.
        public mutating func appendInterpolation(_ text: String) { parts.append(.text(text)) }
        /// A whole number, which is written out.
        public mutating func appendInterpolation(_ count: Int) { parts.append(.text(String(count))) }
        /// A measured number.
        public mutating func appendInterpolation(_ value: Double) { parts.append(.number(value)) }
        /// Another phrase.
        public mutating func appendInterpolation(_ phrase: Phrase) { parts += phrase.parts }
        /// A number as somebody would type it.
        public mutating func appendInterpolation(setting value: Double) { parts.append(.setting(value)) }
    }
}
