import Basics
import Inspection
import TerminalGraphics

/// Two runs side by side: the same panes of each in its half of the screen, what they differ in above, how they stand below.
extension Dashboard {
    /// The distance to the right at which the other run's panes stand.
    var otherRunOffset: Int { view.isComparing ? size.width / 2 : 0 }

    /// The view of the other run: the same selection, as far as its network has it.
    func viewOfOtherRun(_ status: Status) -> ViewState {
        var view = view
        view.selection.column = min(view.selection.column, max(0, status.columns.count - 1))
        let units = status.columns.indices.contains(view.selection.column) ? status.columns[view.selection.column].units : 1
        view.selection.neuron = min(view.selection.neuron, max(0, units - 1))
        if let input = view.selection.input, view.selection.column > 0, input >= status.columns[view.selection.column - 1].units {
            view.selection.input = nil
        }
        return view
    }

    /// The probes of the other half.
    func otherRunProbes(_ plan: FramePlan) -> [any Probe] {
        guard !plan.panesOfOtherRun.isEmpty else { return [] }
        return [ScoreProbe()] + FramePlan.unique(plan.otherRunProbes + [ScoreProbe(), ProgressProbe()]).map { OtherRunProbe($0) }
    }

    /// Draws the other half, and what stands across both.
    func drawOtherRun(_ snapshot: Snapshot, _ plan: FramePlan, on canvas: inout Canvas) {
        guard view.isComparing, let otherRun = snapshot.otherRuns.first else { return }
        // Seen from there, this run is the other one.
        var facing = otherRun
        facing.otherRuns = [snapshot]
        facing.otherRuns[0].otherRuns = []
        for placed in plan.panesOfOtherRun {
            var moved = placed
            moved.place.area.x += otherRunOffset
            moved.place.tabs = [placed.place.pane]
            moved.content.x += otherRunOffset
            var context = context(of: moved.pane, facing)
            context.otherRunName = "A"
            drawBorder(of: moved, context, on: &canvas)
            canvas.clipped(to: moved.content) { moved.pane.render(context, in: moved.content, on: &$0) }
        }
        let arrangement = plan.arrangement
        drawNames(snapshot, otherRun, in: arrangement.runNames, on: &canvas)
        drawScores(snapshot, otherRun, in: arrangement.scores, on: &canvas)
    }

    /// `A  network dense:32,sigmoid …`, over each half: the settings in which they differ.
    private func drawNames(_ snapshot: Snapshot, _ otherRun: Snapshot, in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let differences = snapshot.status.differences
        let halves = [
            (" A ", Rect(x: area.x, y: area.y, width: otherRunOffset, height: 1), 0),
            (" B ", Rect(x: area.x + otherRunOffset, y: area.y, width: area.width - otherRunOffset, height: 1), 1),
        ]
        for (letter, half, index) in halves {
            let color = index == 0 ? theme.forward : theme.positive
            var text = StyledText(letter, theme.highlight(color))
            text.append(" ", theme.plain)
            for difference in differences {
                text.append(difference.name + " ", theme.dim)
                let value = RepeatedLayers.folded(index == 0 ? difference.own : difference.other)
                text.append(OneLine.of(value, atMost: 60) + "  ", theme.bold)
            }
            if differences.isEmpty { text.append("the same scenario", theme.dim) }
            // Each run's own standing, where the title has it of one.
            var room = half.width - 1
            if let verdict = (index == 0 ? snapshot : otherRun)[ProgressProbe()], verdict.word != .early {
                let standing = ProgressText(verdict: verdict, theme: theme).short
                let place = Rect(x: half.x, y: half.y, width: max(0, room), height: 1)
                if standing.width + 12 <= room {
                    canvas.text(standing, in: place, .right, glyphs: glyphs)
                    room -= standing.width + 2
                }
            }
            canvas.text(
                text.truncated(to: max(0, room), glyphs: glyphs), x: half.x, y: half.y, width: max(0, room), glyphs: glyphs)
        }
    }

    private func drawScores(_ snapshot: Snapshot, _ otherRun: Snapshot, in area: Rect, on canvas: inout Canvas) {
        guard !area.isEmpty, let a = snapshot[ScoreProbe()], let b = otherRun[ScoreProbe()] else { return }
        let lines = ScoreLines(a: a, b: b, theme: theme)
        canvas.lines(lines.all(width: area.width, height: area.height), in: area, glyphs: glyphs)
    }
}
