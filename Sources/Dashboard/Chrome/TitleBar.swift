import Inspection
import TerminalGraphics

/// The first line: what is being trained and how, whether it gets anywhere, and where in training we are.
struct TitleBar {
    let status: Status
    /// Nil where two runs are compared: each has its own, then.
    let verdict: ProgressVerdict?
    /// The worst thing found in the run; nil where two are compared.
    let finding: Finding?
    let view: ViewState
    let theme: Theme

    /// The findings that the title is drawn from: without a look of its own, since the title is there in every frame.
    static let diagnosis = DiagnosisProbe(looks: false)

    func draw(in area: Rect, on canvas: inout Canvas) {
        let name = " backstep "
        canvas.text(name, x: area.x, y: area.y, theme.highlight(theme.focus))
        if let attached = status.attached {
            let rest = Rect(x: area.x + name.cellWidth + 1, y: area.y, width: max(0, area.width - name.cellWidth - 1), height: 1)
            return AttachedTitle(attached: attached, finding: finding, theme: theme).draw(in: rest, on: &canvas)
        }
        let room = area.width - name.cellWidth - 2
        let left = settings
        let right = trouble + standing + progress
        // The least important part goes first where there is no room for all; the rest stays as it is while a run starts and
        // pauses.
        let spare = max(0, Self.stateWidth - state.width)
        var forms = (left + right).reduce(into: [What: Int]()) { $0[$1.what] = 0 }
        func width() -> Int { cells(of: left, forms, Self.rule.cellWidth) + 2 + cells(of: right, forms, 2) + spare }
        var steps: [What] = []
        for what in trouble.isEmpty ? Self.order : Self.orderWithTrouble where width() > room {
            guard let part = (left + right).first(where: { $0.what == what }), let form = forms[what], form < part.forms.count
            else { continue }
            forms[what] = form + 1
            steps.append(what)
        }
        // A shorter part may have what a long one has left of its room.
        for what in steps.reversed() where what != .seed && what != .batch {
            guard let form = forms[what] else { continue }
            forms[what] = form - 1
            if width() > room { forms[what] = form }
        }
        let end = line(right, forms, false)
        let endWidth = min(end.width, room)
        canvas.text(end, x: area.right - endWidth, y: area.y, width: endWidth)
        canvas.text(line(left, forms, true), x: area.x + name.cellWidth + 1, y: area.y, width: max(0, room - endWidth - 2))
    }

    /// Columns that what a run is doing has at least when it is decided what there is room for.
    private static let stateWidth = 13

    /// The parts of the title.
    private enum What: Hashable {
        case bug, data, network, loss, optimizer, batch, seed, trouble, standing, epoch, iteration, keeping, state
    }

    /// The part to be said in fewer words next, and then not at all, where there is no room for all. That a run gets somewhere
    /// counts more than what it is made of, which other panes say, too.
    private static let order: [What] = [
        .standing, .seed, .batch, .loss, .data, .loss, .optimizer, .network, .data, .network, .optimizer, .standing, .standing,
        .epoch,
        .data, .bug, .standing, .iteration,
    ]

    /// The same where there is a fault to name: before it goes, so does the epoch, which the iteration tells, too.
    private static let orderWithTrouble: [What] = [
        .standing, .seed, .batch, .loss, .data, .loss, .optimizer, .network, .data, .network, .optimizer, .standing, .trouble,
        .epoch,
        .data, .bug, .trouble, .standing, .standing, .iteration,
    ]

    /// One thing said, in ever fewer words.
    private struct Part {
        var what: What
        var forms: [StyledText]
        /// The cells that each form takes.
        var widths: [Int]

        init(_ what: What, _ forms: StyledText?...) {
            self.what = what
            self.forms = forms.compactMap { $0 }
            widths = self.forms.map(\.width)
        }
    }

    private static let rule = " │ "

    /// The cells of a line, without writing it.
    private func cells(of parts: [Part], _ forms: [What: Int], _ separator: Int) -> Int {
        let widths = parts.compactMap { part -> Int? in
            let form = forms[part.what] ?? 0
            return part.widths.indices.contains(form) && part.widths[form] > 0 ? part.widths[form] : nil
        }
        return widths.reduce(0, +) + separator * max(0, widths.count - 1)
    }

    private func line(_ parts: [Part], _ forms: [What: Int], _ hasRules: Bool) -> StyledText {
        let said = parts.compactMap { part -> StyledText? in
            let form = forms[part.what] ?? 0
            return part.forms.indices.contains(form) && part.widths[form] > 0 ? part.forms[form] : nil
        }
        return .joined(
            said, separator: hasRules ? StyledText(Self.rule, theme.style(theme.border)) : StyledText("  ", theme.plain))
    }

    /// The worst fault, by name: `:why` has the rest. Nothing of what only may be one.
    private var trouble: [Part] {
        guard let finding, finding.severity == .fault, !Diagnosis.isConsequence(finding.rule) else { return [] }
        let text = FindingText(finding: finding, theme: theme)
        return [Part(.trouble, text.heading, text.name)]
    }

    /// Whether the run gets anywhere, with its loss.
    private var standing: [Part] {
        guard let verdict else { return [] }
        let text = ProgressText(verdict: verdict, theme: theme)
        // A mean is told to be one in few words, too: the batch's own loss stands below.
        let (name, short) = verdict.latestBatches > 1 ? ("mean loss ", "mean ") : ("batch loss ", "loss ")
        return [Part(.standing, text.withLoss(name), text.withLoss(short), text.withLoss(""), text.wordAlone)]
    }

    private var settings: [Part] {
        let rate = NumberFormat.significant(3).trimmed.string(status.learningRate)
        let widths = status.columns.map { String($0.units) }.joined(separator: "→")
        // In the order of the layers: what comes first is what the first layer has.
        let kinds = status.columns.dropFirst().flatMap { [$0.spec?.role == .affine ? "" : $0.kind, $0.activation] }.reduce(
            into: [String]()
        ) {
            if !$1.isEmpty && !$0.contains($1) { $0.append($1) }
        }
        .joined(separator: " ")
        let shown =
            status.columns.count > 5
            ? "\(status.columns.first?.units ?? 0)→…→\(status.columns.last?.units ?? 0), \(status.columns.count - 1) layers"
            : widths
        func pinned(_ word: String) -> String { status.pinnedName.map { " · \(word)\(status.classWord) \($0)" } ?? "" }
        let optimizer = status.optimizer.map { OptimizerText($0) }
        let bug = status.bug.map { bug in
            let style = theme.style(theme.bad, .bold)
            return [Part(.bug, StyledText("☣ \(bug.name)", style), StyledText("☣ bug", style))]
        }
        return (bug ?? []) + [
            Part(
                .data, StyledText([(status.dataName, theme.bold), (pinned("pinned "), theme.plain)]),
                StyledText([(status.dataName, theme.bold), (pinned(""), theme.plain)]),
                StyledText(status.dataName, theme.bold)),
            Part(
                .network, StyledText(shown + (kinds.isEmpty ? "" : " " + kinds), theme.plain),
                kinds.isEmpty || status.columns.count < 3
                    ? nil : StyledText("\(status.columns.count - 1) layers \(kinds)", theme.plain)),
            Part(
                .loss, status.loss.map { StyledText($0.displayName, theme.plain) },
                status.loss.flatMap { $0.shortName == $0.displayName ? nil : StyledText($0.shortName, theme.plain) }),
            Part(
                .optimizer,
                optimizer.map {
                    StyledText([($0.name + " ", theme.plain), ("η " + rate, theme.bold), ($0.settings, theme.plain)])
                }, StyledText("η " + rate, theme.bold)),
            Part(.batch, StyledText("batch \(status.batch)", theme.plain)),
            Part(.seed, StyledText("seed \(status.seed)", theme.plain)),
        ]
    }

    private var progress: [Part] {
        [
            Part(
                .iteration,
                StyledText([
                    ("it ", theme.dim), (NumberFormat.integer.string(Double(status.completedIterations)), theme.bold),
                ])),
            Part(.epoch, StyledText([("epoch ", theme.dim), (NumberFormat.fixed(2).string(status.epoch), theme.bold)])),
        ] + keeping + [Part(.state, state)]
    }

    /// That the session cannot be kept. The reason is said once, and this for as long as it is so.
    private var keeping: [Part] {
        status.isKeepingFailed ? [Part(.keeping, StyledText("not kept", theme.style(theme.bad, .bold)))] : []
    }

    private var state: StyledText {
        guard status.isRunning else { return StyledText("‖ paused ", theme.style(theme.warning, .bold)) }
        var rate = ""
        if case .steps(let steps) = status.speed {
            rate = "\(steps) \(view.grain.rawValue)/s "
        } else if status.iterationsPerSecond > 0 {
            rate = NumberFormat.integer.string(status.iterationsPerSecond.rounded()) + " it/s "
        }
        return StyledText("▶ " + (rate.isEmpty ? "running " : rate), theme.style(theme.good, .bold))
    }
}
