import Inspection
import TerminalGraphics

extension Theme {
    /// Activations from nothing, in the background's color, to the brightest.
    var activation: Colormap {
        Colormap(through: [background] + [0.3, 0.45, 0.6, 0.75, 0.9, 1].map { sequential.color(at: $0) })
    }

    /// The color of a pass, the same in the rail, in narration and in panes.
    public func color(of pass: Pass) -> Color {
        switch pass {
        case .forward: forward
        case .loss: loss
        case .backward: backward
        case .update: update
        }
    }

    /// The color of a verdict: whether it is good news or bad.
    public func color(of verdict: GradientVerdict) -> Color {
        switch verdict {
        case .healthy: good
        case .vanishing, .biasOnly, .alike: warning
        case .exploding, .dead, .notFinite: bad
        }
    }
}
