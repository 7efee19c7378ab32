/// Which panes a person has asked for: where several take turns, the one asked for last is shown.
public struct TabHistory: Hashable, Sendable {
    /// The panes asked for, the newest first.
    public private(set) var recent: [PaneID]
    /// Panes that have been put into another place than their own.
    public private(set) var moved: [PaneID: PaneID] = [:]

    /// A history of panes asked for, the newest first.
    public init(_ recent: [PaneID] = []) { self.recent = recent }

    /// Lets it be seen.
    public mutating func show(_ pane: PaneID) {
        recent.removeAll { $0 == pane }
        recent.insert(pane, at: 0)
    }

    /// Lets it be shown no more than if nobody had asked for it.
    mutating func forget(_ pane: PaneID) { recent.removeAll { $0 == pane } }

    /// Puts a pane into a place and shows it there.
    public mutating func move(_ pane: PaneID, to slot: PaneID) {
        moved[pane] = slot
        show(pane)
    }
}
