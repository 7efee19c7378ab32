import TerminalGraphics

/// Formulas on lines of a width: broken before an operator, outside of brackets where that can be, and going on a little further
/// to the right.
package enum FormulaText {
    /// Columns that a line that goes on stands in.
    package static let indent = 2

    /// The lines of a formula. Only a piece without any operator that is wider than a line is broken elsewhere.
    package static func wrapped(_ text: String, to width: Int) -> [String] {
        if text.fits(width) { return [text] }
        var lines: [String] = []
        var rest = Array(text)
        while true {
            let lead = lines.isEmpty ? 0 : min(indent, max(0, width - 8))
            let room = max(1, width - lead)
            let margin = String(repeating: " ", count: lead)
            guard rest.count > room, let cut = cut(rest, room) else {
                return lines + String(rest).wrapped(to: room).map { margin + $0 }
            }
            lines.append(margin + String(rest[..<cut]).trimmed)
            rest = Array(rest[cut...].drop { $0 == " " })
        }
    }

    /// A formula without the part that holds in one case of several, which stands behind a comma: of `relu(z) = 1, z > 0` the call is
    /// left, of `1, z > 0` nothing. Commas within parentheses are of calls.
    package static func withoutCase(_ formula: String) -> String {
        var depth = 0
        for character in formula {
            if "([".contains(character) { depth += 1 } else if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { return formula.split(separator: " = ").dropLast().joined(separator: " = ") }
        }
        return formula
    }

    /// A hat is a character of its own to a terminal, and would be lost: m̂ is written m′.
    static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{302}") else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{302}" ? "′" : $0 }))
    }

    /// Where to break: before the last operator that a line has room for, of those that are in the fewest brackets; between
    /// words; at a sign that stands close; nil without any.
    private static func cut(_ text: [Character], _ room: Int) -> Int? {
        var depth = 0
        var best: [Int: Int] = [:]
        func isOperator(_ place: Int) -> Bool {
            text.indices.contains(place) && "+−=·×/→".contains(text[place])
                && (place == 0 || text[place - 1] == " ") && (place + 1 == text.count || text[place + 1] == " ")
        }
        for place in 0...min(room, text.count - 1) {
            let character = text[place]
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            guard place > indent else { continue }
            if isOperator(place) {
                // The name that is defined stays with its formula as long as that can be.
                best[5 * depth + (character == "=" ? 3 : 0)] = place
            } else if character == " ", !isOperator(place - 1), !isOperator(place + 1) {
                best[5 * depth + 1] = place
            } else if character == "·" || character == "/" {
                best[5 * depth + 2] = place
            }
        }
        return best.min { $0.key < $1.key }?.value
    }
}

extension String {
    /// Whether it is one line of at most so many cells, as it stands.
    fileprivate func fits(_ width: Int) -> Bool {
        var cells = 0
        for scalar in unicodeScalars {
            cells += scalar.cellWidth
            if scalar == "\n" || cells > width { return false }
        }
        return utf8.last != 0x20
    }

    /// Without blanks at its end.
    fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
