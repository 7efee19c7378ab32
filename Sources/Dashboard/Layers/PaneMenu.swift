/// The list of all panes, with one of them chosen.
public struct PaneMenu: Hashable, Sendable {
    /// Number of the chosen one among all.
    public var index = 0
}
