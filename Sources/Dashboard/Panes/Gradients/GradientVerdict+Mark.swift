import Inspection

extension GradientVerdict {
    /// A glyph for each verdict, so that it does not rest on color.
    var mark: String {
        switch self {
        case .healthy: "●"
        case .alike: "≡"
        case .vanishing: "▽"
        case .exploding: "▲"
        case .biasOnly: "◐"
        case .dead: "○"
        case .notFinite: "✗"
        }
    }
}
