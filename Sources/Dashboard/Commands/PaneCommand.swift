/// The commands that a pane declares for itself, beside those that all panes know.
public protocol PaneCommand: Hashable, Sendable {
    /// The pane that carries them out.
    static var pane: PaneID { get }
}

/// A command of some pane.
public struct AnyPaneCommand: Hashable, Sendable {
    public let base: any PaneCommand

    public init(_ base: any PaneCommand) { self.base = base }

    /// The pane that carries it out.
    public var pane: PaneID { type(of: base).pane }

    public static func == (a: AnyPaneCommand, b: AnyPaneCommand) -> Bool { AnyHashable(a.base) == AnyHashable(b.base) }

    public func hash(into hasher: inout Hasher) { base.hash(into: &hasher) }
}
