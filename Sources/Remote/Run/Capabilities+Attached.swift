import Inspection

extension Capabilities {
    /// Capabilities of any attached run: it is driven, and its recorded steps are gone back through; nothing of it is changed.
    package static let attached: Capabilities = [.stepForward, .stepBack]
}
