import Inspection

/// Prose with numbers of the session in it: `The neuron says {a[1,0]}`, with decimals `{loss:3}`.
///
/// A number that the session knows is never typed, so that a text cannot lie.
public struct LessonText: Hashable, Sendable {
    /// A piece of a text.
    public enum Part: Hashable, Sendable {
        case words(String)
        /// An expression, and the digits behind its point; nil: as many as say it.
        case number(Placed, decimals: Int?)
    }

    /// From left to right.
    public var parts: [Part]
    /// Where it begins in its file.
    public var place: TextPlace

    /// Reads a text.
    /// - Throws: a fault for a brace that is not closed.
    public init(_ source: String, at place: TextPlace) throws(LessonFault) {
        self.place = place
        parts = []
        var rest = Substring(source)
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw LessonFault("expected } behind {\(rest[rest.index(after: open)...].prefix(20))", at: place)
            }
            parts.append(Self.number(rest[rest.index(after: open)..<close], place))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.words(String(rest))) }
    }

    private static func number(_ inside: Substring, _ place: TextPlace) -> Part {
        guard let colon = inside.lastIndex(of: ":"), let decimals = Int(inside[inside.index(after: colon)...]),
            (0...9).contains(decimals)
        else { return .number(Placed(String(inside), at: place), decimals: nil) }
        return .number(Placed(String(inside[..<colon]), at: place), decimals: decimals)
    }

    /// Its expressions.
    public var expressions: [Placed] { parts.compactMap { if case .number(let text, _) = $0 { text } else { nil } } }

    /// Its words alone.
    public var words: String { parts.map { if case .words(let words) = $0 { words } else { " " } }.joined() }

    /// The text with its numbers; `?` for one that is not known.
    /// - Parameter valueOf: the value of an expression.
    public func filled(_ valueOf: (String) -> Double?) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .number(let expression, let decimals):
                valueOf(expression.text).map { Self.text($0, decimals: decimals) } ?? "?"
            }
        }.joined()
    }

    /// A number as prose writes it.
    static func text(_ value: Double, decimals: Int?) -> String {
        guard let decimals, value.isFinite, value.magnitude < 1e9 else { return WatchExpression.text(value) }
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let digits = Int((value.magnitude * scale).rounded())
        let (whole, fraction) = digits.quotientAndRemainder(dividingBy: Int(scale))
        let sign = value < 0 && digits > 0 ? "−" : ""
        guard decimals > 0 else { return sign + String(whole) }
        let behind = String(fraction)
        return sign + "\(whole)." + String(repeating: "0", count: decimals - behind.count) + behind
    }

    /// The first number typed into its words that the session could know: one with a point, or above ten.
    public var typedNumber: String? {
        for word in words.split(whereSeparator: { !($0.isNumber && $0.isASCII) && $0 != "." }) {
            let digits = word.split(separator: ".", omittingEmptySubsequences: false)
            if digits.count == 2, let last = digits.last, !last.isEmpty, digits.allSatisfy({ Int($0) != nil }) {
                return String(word)
            }
            if let number = Int(word.filter { $0 != "." }), digits.count <= 2, number > 10 { return String(number) }
        }
        return nil
    }
}
