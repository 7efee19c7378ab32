import Inspection

/// The list of all panes, with one of them chosen; of those whose names have what has been typed, where anything has.
public struct PaneMenu: Hashable, Sendable {
    /// Number of the chosen one among those listed.
    public var index = 0
    /// Letters that narrow the list.
    public var typed = ""

    /// The panes listed: names that begin with what has been typed come first, then those that have it within them or in what
    /// is said of them.
    public var panes: [PaneID] {
        guard !typed.isEmpty else { return PaneID.allCases }
        let beginning = PaneID.allCases.filter { $0.rawValue.hasPrefix(typed) }
        let within = PaneCatalog.all.filter { $0.id.rawValue.contains(typed) || $0.summary.lowercased().contains(typed) }.map(
            \.id)
        return beginning + within.filter { !beginning.contains($0) }
    }

    /// The pane chosen.
    public var chosen: PaneID { panes[index] }

    /// Narrows the list by one more character.
    /// - Returns: false where no pane would be left.
    mutating func type(_ scalar: Unicode.Scalar) -> Bool {
        var next = self
        next.typed += String(scalar).lowercased()
        guard !next.panes.isEmpty else { return false }
        next.index = 0
        self = next
        return true
    }

    /// Takes the last character back.
    mutating func backspace() {
        guard !typed.isEmpty else { return }
        let pane = chosen
        typed.removeLast()
        index = panes.firstIndex(of: pane) ?? 0
    }

    /// Up or down, round the ends.
    mutating func move(_ step: Int) {
        let count = panes.count
        index = ((index + step) % count + count) % count
    }
}
