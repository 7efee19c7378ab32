import Inspection
import TerminalGraphics

extension LossAfterProbe {
    /// The question, where it is worth its pass: while a run goes on it is too dear, and before an iteration's end there is no answer.
    static func wanted(_ status: Status?) -> LossAfterProbe? {
        status.flatMap { !$0.isRunning && $0.isIterationDone ? LossAfterProbe() : nil }
    }
}

extension LossAfterProbe.Reading {
    /// `loss of the same batch  0.416 → 0.402`
    func line(_ theme: Theme, width: Int) -> StyledText {
        let format = NumberFormat.significant(3)
        // Where three digits tell no difference, as many as do.
        let digits = (3...9).first {
            NumberFormat.significant($0).string(before) != NumberFormat.significant($0).string(after)
        }
        let (old, new) =
            digits.map { (NumberFormat.significant($0).string(before), NumberFormat.significant($0).string(after)) }
            ?? (format.string(before), format.string(after))
        let name =
            ["loss of the same batch", "batch loss"].first { $0.cellWidth + old.cellWidth + new.cellWidth + 6 <= width } ?? "loss"
        return StyledText([
            (name + "  ", theme.style(theme.loss, .bold)), (old, theme.plain), (" → ", theme.dim),
            (new, theme.style(after > before ? theme.bad : theme.loss, .bold)),
        ])
    }
}
