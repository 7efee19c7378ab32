import Inspection
import TerminalGraphics

/// Events of a run, as marks on its curves: epochs, changes by hand, where other branches leave this one, and hits of
/// breakpoints. Each says what it is, so that none needs its color.
struct LossMarks {
    let reading: CurvesProbe.Reading
    let hits: HitsProbe.Reading
    let context: PaneContext

    private var theme: Theme { context.theme }

    /// Those of a range of iterations; what is said last is what is kept where there is no room for all.
    func all(from start: Int, to end: Int) -> [LinePlot.Mark] {
        (epochs(start, end) + (branches + scheduled + changes + hitMarks).sorted { $0.x < $1.x }).filter {
            Double(start) <= $0.x && $0.x <= Double(end)
        }
    }

    /// More than any screen has columns for.
    private static let mostEpochs = 400

    private func epochs(_ start: Int, _ end: Int) -> [LinePlot.Mark] {
        let epochs = reading.epochs
        let first = max(1, epochs.place(of: start).epoch)
        return (first..<first + Self.mostEpochs).lazy.map { ($0, epochs.iterations(inEpochs: $0)) }
            .drop { $0.1 < start }.prefix { $0.1 <= end }
            .map { number, iterations in
                LinePlot.Mark(Double(iterations), label: "epoch \(number)", style: theme.style(theme.faint), isMinor: true)
            }
    }

    private var changes: [LinePlot.Mark] {
        reading.interventions.map {
            LinePlot.Mark(
                Double($0.iteration), label: BranchTable.text($0.change, context.status), style: theme.style(theme.update))
        }
    }

    /// Steps of the schedule.
    private var scheduled: [LinePlot.Mark] {
        reading.scheduledChanges.map {
            let rate = NumberFormat.significant(2).trimmed.string($0.rate)
            return LinePlot.Mark(Double($0.iteration), label: "η " + rate, style: theme.style(theme.update))
        }
    }

    /// Where others leave the branch in view: theirs are the curves of dots from there on.
    private var branches: [LinePlot.Mark] {
        let all = context.status.branches
        guard let present = all.first(where: \.isPresent) else { return [] }
        return all.filter { $0.parent == present.name && $0.newest > $0.fork }.map {
            LinePlot.Mark(Double($0.fork), label: "╌ " + $0.name, style: theme.dim)
        }
    }

    /// Of each breakpoint the latest hit with its condition and a line, the others as signs at the foot.
    private var hitMarks: [LinePlot.Mark] {
        hits.flatMap { row in
            row.iterations.map { iteration in
                var mark = LinePlot.Mark(Double(iteration), style: theme.style(theme.warning, .bold))
                mark.sign = Self.hitSign
                mark.hasLine = iteration == row.iterations.last
                if mark.hasLine { mark.label = "\(Self.hitSign) " + row.text }
                return mark
            }
        }
    }

    static let hitSign: Unicode.Scalar = "▲"
}
