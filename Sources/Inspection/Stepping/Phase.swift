/// One state of an iteration: batch → forward L0 … Ln → loss → backward Ln … L0 → update L0 … Ln.
public enum Phase: Hashable, Sendable {
    /// The next samples are taken; the gradients are set to zero.
    case batch
    /// Layer `i` computes its output.
    case forward(Int)
    /// The loss, and its gradient with respect to the network's output.
    case loss
    /// Layer `i` computes its input gradient and its parameters' gradients.
    case backward(Int)
    /// The optimizer changes the parameters of layer `i`: w ← w + Δw.
    case update(Int)

    /// The pass that a phase belongs to.
    public var pass: Pass {
        switch self {
        case .batch, .forward: .forward
        case .loss: .loss
        case .backward: .backward
        case .update: .update
        }
    }

    /// The layer at work, if one is.
    public var layer: Int? {
        switch self {
        case .forward(let layer), .backward(let layer), .update(let layer): layer
        case .batch, .loss: nil
        }
    }
}

/// The four passes of an iteration, in order.
public enum Pass: Int, Hashable, Sendable, CaseIterable, Comparable {
    case forward, loss, backward, update

    public static func < (a: Pass, b: Pass) -> Bool { a.rawValue < b.rawValue }
}
