import Inspection
import NeuralNetwork

/// Lines of one explanation as they have been written, so that trying another amount of detail does not write them again.
final class WrittenLines {
    /// A line, and what its text depends on besides the explanation.
    enum Key: Hashable {
        case equation(name: String, formula: String, value: UInt64, lead: String, ExplanationProbe.Section.Kind)
        case working(name: String, formula: String, value: UInt64, isWhole: Bool, ExplanationProbe.Section.Kind)
        case terms(name: String, formula: String, value: UInt64, Int, isWhole: Bool, ExplanationProbe.Section.Kind)

        static func terms(_ line: ExplainLine, _ count: Int, isWhole: Bool, _ kind: ExplanationProbe.Section.Kind) -> Key {
            .terms(name: line.name, formula: line.formula, value: line.value.bitPattern, count, isWhole: isWhole, kind)
        }

        static func equation(_ line: ExplainLine, _ lead: String, _ kind: ExplanationProbe.Section.Kind) -> Key {
            .equation(name: line.name, formula: line.formula, value: line.value.bitPattern, lead: lead, kind)
        }

        static func working(_ line: ExplainLine, isWhole: Bool, _ kind: ExplanationProbe.Section.Kind) -> Key {
            .working(name: line.name, formula: line.formula, value: line.value.bitPattern, isWhole: isWhole, kind)
        }
    }

    private var known: [Key: [ExplanationLines.Line]] = [:]

    /// The lines of a key, written once.
    func lines(_ key: Key, _ write: () -> [ExplanationLines.Line]) -> [ExplanationLines.Line] {
        if let lines = known[key] { return lines }
        let lines = write()
        known[key] = lines
        return lines
    }
}
