import Inspection
import TerminalGraphics

/// The first line of a run that trains elsewhere: what it is, how far, whether it stands, and what looking at it costs.
struct AttachedTitle {
    let attached: AttachedFacts
    let finding: Finding?
    let theme: Theme

    func draw(in area: Rect, on canvas: inout Canvas) {
        // The cost goes before the name of the program does.
        let all = [program + model + optimizer, program + model, program]
        let forms = [trouble + cost + standing, trouble + standing, standing].flatMap { right in
            all.map { (left: $0, right: right) }
        }
        let (left, right) = forms.first { $0.left.width + $0.right.width + 2 <= area.width } ?? (program, standing)
        let end = min(right.width, area.width)
        canvas.text(right, x: area.right - end, y: area.y, width: end)
        canvas.text(left, x: area.x, y: area.y, width: max(0, area.width - end - 2))
    }

    private var program: StyledText { StyledText(attached.program, theme.bold) }

    private var model: StyledText {
        guard !attached.model.isEmpty else { return .empty }
        let count = "\(attached.moduleCount) \(attached.moduleCount == 1 ? "module" : "modules")"
        return StyledText([(" │ ", theme.style(theme.border)), ("\(attached.model), \(count)", theme.plain)])
    }

    private var optimizer: StyledText {
        guard !attached.optimizer.isEmpty else { return .empty }
        let rate = attached.learningRates.first.map { "η " + NumberFormat.significant(3).trimmed.string($0) } ?? ""
        let more = attached.learningRates.count > 1 ? " …" : ""
        return StyledText([
            (" │ ", theme.style(theme.border)), (attached.optimizer + " ", theme.plain), (rate + more, theme.bold),
        ])
    }

    /// The worst fault, by name: `:why` has the rest.
    private var trouble: StyledText {
        guard let finding, finding.severity > .hint, !Diagnosis.isConsequence(finding.rule) else { return .empty }
        return FindingText(finding: finding, theme: theme).name + StyledText("  ", theme.plain)
    }

    private var cost: StyledText {
        attached.cost.map { StyledText("cost \(NumberFormat.percent(1).string($0))  ", theme.dim) } ?? .empty
    }

    private var standing: StyledText {
        var text = StyledText.empty
        let update = NumberFormat.integer.string(Double(attached.update))
        switch attached.standing {
        case .waiting(let what): text.append(what + " ", theme.style(theme.warning, .bold))
        case .running(let rate):
            if attached.world > 1 { text.append("rank \(attached.rank)  ", theme.dim) }
            text.append("update ", theme.dim)
            text.append(update, theme.bold)
            text.append("  ▶ ", theme.style(theme.good, .bold))
            if let rate { text.append(Self.rate(rate) + "/s ", theme.style(theme.good, .bold)) }
        case .stopping: text.append("update \(update): holding all ranks … ", theme.style(theme.warning, .bold))
        case .held(let update, let seconds):
            let number = NumberFormat.integer.string(Double(update))
            let ranks = attached.world == 1 ? "" : " on \(attached.world) of \(attached.world) ranks"
            text.append(
                " held at update \(number)\(ranks), \(Self.time(seconds))\(attached.rank > 0 ? " · rank \(attached.rank)" : "") ",
                theme.highlight(theme.warning))
        case .ended(let why): text.append(" \(why) at update \(update) ", theme.highlight(theme.bad))
        }
        return text
    }

    private static func rate(_ value: Double) -> String {
        value >= 10 ? NumberFormat.integer.string(value.rounded()) : NumberFormat.significant(2).string(value)
    }

    /// `00:12`, `1:02:03`
    private static func time(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let minutes = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return seconds < 3600 ? minutes : "\(seconds / 3600):\(minutes)"
    }
}
