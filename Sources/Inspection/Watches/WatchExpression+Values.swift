import Basics
import ElementaryFunctions

extension WatchExpression {
    /// The numbers that say how near it is, at the session's position: `loss = 0.0987`.
    package func values(_ valueOf: (WatchQuantity) -> Double?) -> String {
        var seen: [String] = []
        for part in parts {
            let value = WatchEvaluator(part.program).value(valueOf)
            let text = "\(part.text) = \(value.map(Self.text) ?? "not known")"
            if !seen.contains(text) { seen.append(text) }
        }
        return seen.joined(separator: ", ")
    }

    /// Four significant digits.
    package static func text(_ value: Double) -> String {
        if !value.isFinite { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
        if value == value.rounded(), value.magnitude < 1e9 { return String(Int(saturating: value)).replacingMinus }
        let exponent = Int(saturating: Elementary.log10(value.magnitude).rounded(.down))
        if (-4...8).contains(exponent) {
            let scale = (0..<(3 - exponent).magnitude).reduce(1.0) { scale, _ in scale * 10 }
            let rounded = exponent <= 3 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
            return "\(rounded)".replacingMinus
        }
        let scaled = (0..<exponent.magnitude).reduce(value) { scaled, _ in exponent < 0 ? scaled * 10 : scaled / 10 }
        return "\((scaled * 1000).rounded() / 1000)e\(exponent)".replacingMinus
    }
}

extension String {
    /// The number with a minus sign that can be told from a dash.
    package var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
