import Basics
import Inspection
import TerminalGraphics

extension PredictionProbe.Reading {
    /// Names of the outputs, cut to a width so that they stay different.
    func names(in width: Int) -> [String] { ShortNames.of(names, cells: width) }

    /// Cells of the longest name; no more than so many.
    func nameWidth(atMost limit: Int) -> Int { min(limit, names(in: limit).map(\.cellWidth).max() ?? 1) }
}
