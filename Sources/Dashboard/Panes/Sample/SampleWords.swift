import Inspection
import TerminalGraphics

/// A sentence on a sample: its class and the network's answer, with the probabilities of both, so that the loss −ln p of the
/// target can be checked.
struct SampleWords {
    private let variants: [StyledText]
    /// One under the other.
    let stacked: [StyledText]

    /// Columns that hold the target beside both probabilities; where there are fewer, the pane's title has it.
    static let roomForTarget = 36

    /// The longest that a width holds.
    func line(_ width: Int) -> StyledText { variants.first { $0.width <= width } ?? variants.last ?? .empty }

    init(_ reading: SampleProbe.Reading, _ prediction: PredictionProbe.Reading?, _ context: PaneContext) {
        let theme = context.theme
        let numbers = prediction.map { PredictionNumbers($0) }
        func number(_ value: Double) -> String { numbers?.value(value) ?? "–" }
        // A number that was scaled is followed by what it stands for.
        func original(_ value: Double) -> String {
            guard let term = prediction?.scaling.first, prediction?.scaling.count == 1 else { return "" }
            return " = " + NumberFormat.significant(4).string(term.original(value))
        }
        let wanted = prediction.flatMap { $0.desired.count == 1 ? number($0.desired[0]) + original($0.desired[0]) : nil }
        let targetStyle = theme.style(theme.warning, .bold)
        let target = StyledText([("target ", theme.dim), (reading.labelName ?? wanted ?? "–", targetStyle)])
        func joined(_ parts: [StyledText], _ gap: Int) -> StyledText {
            StyledText.joined(parts, separator: StyledText(String(repeating: " ", count: gap), theme.plain))
        }
        let isKnown = context.status.hasForward(context.status.layers.count - 1)
        if isKnown, let actual = prediction?.actual, actual.count == 1 {
            // One output says its value, and of two classes the one that it decides for.
            var says = StyledText("says ", theme.dim)
            if let decision = prediction?.decision {
                let isRight = decision == reading.labelName
                says.append(decision + (isRight ? " ✓ " : " ✗ "), theme.style(isRight ? theme.good : theme.bad, .bold))
            }
            let short = says + StyledText(number(actual[0]), theme.style(theme.forward, .bold))
            says.append(number(actual[0]) + original(actual[0]), theme.style(theme.forward, .bold))
            variants = [joined([target, says], 2), joined([target, short], 2), short]
            stacked = [target, .empty, says]
            return
        }
        guard let prediction, let answer = prediction.answer, isKnown else {
            variants = [target]
            stacked = [target, StyledText("says ?", theme.dim)]
            return
        }
        let isRight = prediction.names[answer] == reading.labelName
        let color = isRight ? theme.good : theme.bad
        let says = StyledText([
            ("says ", theme.dim), (prediction.names[answer], theme.style(color, .bold)),
            (isRight ? " ✓" : " ✗", theme.style(color, .bold)),
        ])
        guard prediction.areProbabilities else {
            variants = [joined([target, says], 2)]
            stacked = [target, .empty, says]
            return
        }
        func belief(_ index: Int, _ style: Style, named: Bool) -> StyledText {
            return StyledText([
                (named ? "p[\(prediction.names[index])] " : "p ", theme.dim), (number(prediction.actual[index]), style),
            ])
        }
        let style = theme.style(color)
        let label = isRight ? nil : reading.label.flatMap { prediction.actual.indices.contains($0) ? $0 : nil }
        guard let label else {
            let probability = belief(answer, style, named: false)
            variants = [joined([target, says, probability], 2), joined([says, probability], 2), says]
            stacked = [target, .empty, says, belief(answer, style, named: false)]
            return
        }
        let (own, other) = (belief(label, targetStyle, named: true), belief(answer, style, named: true))
        variants = [
            joined([joined([target, own], 1), joined([says, other], 1)], 3),
            joined(
                [
                    joined([target, belief(label, targetStyle, named: false)], 1),
                    joined([says, belief(answer, style, named: false)], 1),
                ], 2),
            joined(
                [
                    joined([target, StyledText(number(prediction.actual[label]), targetStyle)], 1),
                    joined([says, StyledText(number(prediction.actual[answer]), style)], 1),
                ], 2),
            joined([joined([says, belief(answer, style, named: false)], 1), own], 2), joined([says, own], 1),
            joined([target, says], 1),
        ]
        stacked = [target, own, .empty, says, other]
    }
}
