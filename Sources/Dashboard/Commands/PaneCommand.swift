/// The commands that a pane declares for itself, beside those that all panes know.
public protocol PaneCommand: Hashable, Sendable {
    /// The pane that carries them out.
    static var pane: PaneID { get }
}

/// A command of some pane.
public struct AnyPaneCommand: Hashable, Sendable {
    /// The command as its pane knows it.
    public let base: any PaneCommand

    /// A command under the name that all panes' commands have.
    public init(_ base: any PaneCommand) { self.base = base }

    /// The pane that carries it out.
    public var pane: PaneID { type(of: base).pane }

    public static func == (a: AnyPaneCommand, b: AnyPaneCommand) -> Bool { AnyHashable(a.base) == AnyHashable(b.base) }

    public func hash(into hasher: inout Hasher) { base.hash(into: &hasher) }
}
