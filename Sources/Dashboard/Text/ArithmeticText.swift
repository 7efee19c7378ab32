import Basics
import ElementaryFunctions
import Inspection
import NeuralNetwork
import TerminalGraphics

/// A calculation written out with its numbers: `(0.31 − 0.12)·1.93`.
struct ArithmeticText {
    let format: NumberFormat

    /// The precedence of a part: how tightly it holds together.
    private enum Strength: Int, Comparable {
        case sum, product, whole
        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    func text(_ arithmetic: Arithmetic) -> String { write(arithmetic).0 }

    private func write(_ arithmetic: Arithmetic) -> (String, Strength) {
        switch arithmetic {
        case .factor(let factor):
            if factor.name == "p", Self.isNearOne(factor.value) { return (nearOne(factor.value), .whole) }
            return ((factor.name.isEmpty ? format.trimmed : format).string(factor.value), factor.value < 0 ? .sum : .whole)
        case .sum(let parts):
            if parts.count == 1 { return write(parts[0]) }
            var text = ""
            for (index, part) in parts.enumerated() {
                if index == 6, parts.count > 8 { return (text + " + … (\(parts.count) in all)", .sum) }
                if case .negative(.factor(let factor)) = part, index > 0, parts[0].value == 1, Self.isNearOne(factor.value) {
                    // The rest to 1 has as many digits as other numbers.
                    text += " − " + nearOne(factor.value)
                } else if case .negative(.function(.square, .factor(let factor))) = part, index > 0, parts[0].value == 1,
                    Self.isSquareNearOne(factor.value)
                {
                    let size = nearOne(factor.value.magnitude)
                    text += " − " + (factor.value < 0 ? "(−\(size))²" : "\(size)²")
                } else if case .negative(let inner) = part {
                    text += (index == 0 ? "−" : " − ") + held(inner, .product)
                } else if index > 0, case .factor(let factor) = part, factor.value < 0 {
                    text += " − " + write(.factor(ExplainFactor(factor.name, -factor.value))).0
                } else {
                    text += (index == 0 ? "" : " + ") + held(part, index == 0 ? .sum : .product)
                }
            }
            return (parts.isEmpty ? "0" : text, .sum)
        case .product(let parts):
            let factors = parts.map { part -> String in
                // A negative number behind a sign of multiplication needs no brackets.
                if case .factor = part { return write(part).0 }
                return held(part, .product)
            }
            return (factors.joined(separator: " × "), .product)
        case .quotient(let a, let b):
            let above = if case .factor = a { write(a).0 } else { held(a, .product) }
            return (above + " / " + held(b, .whole), .product)
        case .negative(let a): return ("−" + held(a, .product), .sum)
        case .function(.root, let a): return ("√" + held(a, .whole), .whole)
        case .function(.square, let a): return (held(a, .whole) + "²", .whole)
        case .function(.logarithm, .factor(let factor)) where Self.isNearOne(factor.value):
            return ("ln(\(nearOne(factor.value)))", .whole)
        case .function(let function, let a): return ("\(function.rawValue)(\(write(a).0))", .whole)
        case .largest(let parts): return ("max" + listed(parts), .whole)
        case .smallest(let parts): return ("min" + listed(parts), .whole)
        case .products(let sum, _, _):
            guard sum.terms.count == 1, sum.bias == nil else { return ("Σ of \(sum.terms.count)", .sum) }
            return ("\(format.string(sum.terms[0].weight)) × \(format.string(sum.terms[0].factor))", .product)
        case .mean(let sum, let count, _, _): return ("Σ of \(sum.terms.count) / \(format.trimmed.string(count))", .product)
        }
    }

    private func listed(_ parts: [Arithmetic]) -> String {
        let shown = parts.prefix(9).map { write($0).0 }.joined(separator: ", ")
        return "(\(shown)\(parts.count > 9 ? ", … \(parts.count)" : ""))"
    }

    /// Whether a number would be written as 1 that is not.
    static func isNearOne(_ value: Double) -> Bool { value >= 0.995 && value < 1 }

    /// Whether a square would be taken from 1 that three digits do not tell well enough: `1 − 0.952²` is 0.0937 and not 0.0936.
    private static func isSquareNearOne(_ value: Double) -> Bool { value.magnitude >= 0.9 && value.magnitude < 1 }

    /// A probability near 1 with so many digits that its logarithm can be computed from them: what it lacks to 1 has as many as
    /// other numbers.
    func nearOne(_ value: Double) -> String {
        let zeros = Int(saturating: (-Elementary.log10(1 - value)).rounded(.up))
        return NumberFormat.fixed(min(15, zeros + 3)).string(value)
    }

    /// In parentheses where it would fall apart.
    private func held(_ part: Arithmetic, _ strength: Strength) -> String {
        let (text, own) = write(part)
        return own < strength ? "(\(text))" : text
    }
}
