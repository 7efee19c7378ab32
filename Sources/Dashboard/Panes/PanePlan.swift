import Inspection
import TerminalGraphics

/// The plan that a pane has made of a request before it sees anything: the probes that it asks, and what else follows from the
/// network and the room alone. Handed to all that is drawn of the pane in a frame, so that what is asked and what is read cannot
/// differ.
public protocol PanePlan: Sendable {
    /// The probes that it asks.
    var probes: [any Probe] { get }
}

/// A plan that asks nothing.
public struct NoProbes: PanePlan {
    /// The plan.
    public init() {}
    public var probes: [any Probe] { [] }
}

/// A plan that asks one thing.
public struct SingleProbe<Asked: Probe>: PanePlan {
    /// The probe that it asks.
    public let probe: Asked

    /// A plan that asks a probe.
    public init(_ probe: Asked) { self.probe = probe }
    public var probes: [any Probe] { [probe] }
}
