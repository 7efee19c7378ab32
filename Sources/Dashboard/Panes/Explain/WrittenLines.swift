import Inspection

/// Lines of one explanation as they have been written, so that trying another amount of detail does not write them again.
final class WrittenLines {
    /// Subject of some lines, and the details that their text depends on besides the explanation itself.
    struct Key: Hashable {
        /// A piece of an explanation.
        enum Piece: UInt8 {
            case heading, equation, gradientEquation, working, mean, terms, notes, statistics, change, lossAfter

            /// The details that its text depends on, a bit each.
            func flags(_ detail: ExplanationDetail) -> Int {
                switch self {
                case .heading, .equation, .mean, .change, .lossAfter: 0
                case .working, .terms: detail.isWhole ? 1 : 0
                case .notes, .statistics: detail.notes ? 2 : 0
                case .gradientEquation: (detail.notes ? 2 : 0) | (detail.headings ? 4 : 0)
                }
            }
        }

        private let number: Int

        /// - Parameters:
        ///   - section: number of the section, from 0.
        ///   - line: number of its line, from 0.
        ///   - terms: how many terms of a sum are listed.
        init(_ piece: Piece, section: Int, line: Int = 0, terms: Int = 0, _ detail: ExplanationDetail) {
            number = (((section << 16 | line) << 8 | terms) << 8 | piece.flags(detail)) << 8 | Int(piece.rawValue)
        }
    }

    private var known: [Key: [ExplanationLine]] = [:]

    /// The lines of a key, written once.
    func lines(_ key: Key, _ write: () -> [ExplanationLine]) -> [ExplanationLine] {
        if let lines = known[key] { return lines }
        let lines = write()
        known[key] = lines
        return lines
    }
}
