import TerminalGraphics
import Training

extension Theme {
    public func color(of pass: Pass) -> Color {
        switch pass {
        case .forward: forward
        case .loss: loss
        case .backward: backward
        case .update: update
        }
    }

    public func color(of verdict: GradientVerdict) -> Color {
        switch verdict {
        case .healthy: good
        case .vanishing, .biasOnly: warning
        case .exploding, .dead, .notFinite: bad
        }
    }
}
