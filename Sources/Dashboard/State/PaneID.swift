/// The name of a pane. Each pane declares its own, beside itself.
public struct PaneID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name as people type it.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    init(_ name: String) { rawValue = name }

    public var description: String { rawValue }
}
