/// Things that can be done with a run. What one cannot do is shown dim, with the reason; nothing asks for it.
public struct Capabilities: OptionSet, Hashable, Sendable {
    public var rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Going on, state by state or iteration by iteration.
    public static let stepForward = Capabilities(rawValue: 1 << 0)
    /// Going back in time.
    public static let stepBack = Capabilities(rawValue: 1 << 1)
    /// Changing parameters, the learning rate or the optimizer.
    public static let edit = Capabilities(rawValue: 1 << 2)
    /// Beginning anew, with the same settings or others.
    public static let restart = Capabilities(rawValue: 1 << 3)
    /// Passing held-out samples through the network.
    public static let evaluate = Capabilities(rawValue: 1 << 4)
    /// Passing a grid of inputs through the network.
    public static let sweep = Capabilities(rawValue: 1 << 5)
    /// Passing a picture drawn by hand through the network.
    public static let draw = Capabilities(rawValue: 1 << 6)
    /// Writing the run into a file that it can be done again from.
    public static let record = Capabilities(rawValue: 1 << 7)
    /// Running beside another run.
    public static let compare = Capabilities(rawValue: 1 << 8)

    /// Everything: a run of this program's own.
    public static let all: Capabilities = [
        .stepForward, .stepBack, .edit, .restart, .evaluate, .sweep, .draw, .record, .compare,
    ]

    /// Reason why a run without a capability cannot do it, to be read after the name of what was asked for.
    public var reason: String {
        switch self {
        case .stepForward: "this run is not driven from here"
        case .stepBack: "this run keeps no earlier states"
        case .edit: "this run takes no changes"
        case .restart: "this run cannot begin anew"
        case .evaluate: "this run has no held-out samples"
        case .sweep: "this run computes no other inputs"
        case .draw: "this run computes no drawings"
        case .record: "this run cannot be written down"
        case .compare: "this run cannot be compared"
        default: "this run cannot do that"
        }
    }
}
