import Basics

/// The family of bugs that can be planted in a backward pass.
public enum BugFamily: Sendable {
    /// The word for one member of the family in messages.
    public static let noun = "bug"
}

/// The name of a bug: `transposed`.
public typealias BugSpec = Specification<BugFamily>

extension Specification where Family == BugFamily {
    /// The mistake in a line.
    public var summary: String { schema.summary }

    /// Where the mistake is made.
    public var place: BugPlace { kind.place }

    /// Whether the errors of single samples depend on what the batch has done on the way back.
    public var followsBatch: Bool { kind.followsBatch }

    /// The layers with the bug in each that has room for it.
    func planted<Scalar: NetworkScalar>(in layers: [any Layer<Scalar>]) -> [any Layer<Scalar>] {
        var isFirst = true
        return layers.map { layer in
            defer { isFirst = isFirst && !layer.hasParameters }
            return kind.planted(in: layer, isFirst: isFirst) ?? layer
        }
    }

    /// Refuses layers in which the bug has no room, since nothing would be wrong there.
    func check<Scalar: NetworkScalar>(_ layers: [any Layer<Scalar>], subject: String) throws(InputError) {
        guard kind.place == .layers, !planted(in: layers).contains(where: { $0 is BuggyLayer<Scalar> }) else { return }
        throw InputError("bug '\(name)'", expected: kind.needs, found: "none in \(subject)")
    }

    /// Refuses a loss or a batch with which nothing would be wrong.
    public func check(_ loss: LossSpec, output: Shape, batch: Int) throws(InputError) {
        let function = loss.kind.make(loss, output: output, Float.self)
        if kind.place == .loss, kind.planted(in: function) == nil {
            throw InputError("bug '\(name)'", expected: kind.needs, found: "loss \(loss.name)")
        }
        if batch < kind.smallestBatch {
            throw InputError("bug '\(name)'", expected: "a batch of \(kind.smallestBatch) samples or more", found: "\(batch)")
        }
    }
}
