/// A bug of backward passes as the catalog holds it: a mistake that people really make, to be planted on purpose, looked for, and
/// found by the gradient check. A new one is one new file and one line in `BugCatalog`.
///
/// Forward passes and losses stay right, so that differences of the loss tell the truth. A network without a bug has nothing of it:
/// planting puts another layer, or another loss, in the place of the right one when a network is built.
public protocol BugKind: Sendable {
    /// The name, and the mistake in a line.
    static var schema: SpecSchema { get }
    /// Where the mistake is made.
    static var place: BugPlace { get }
    /// The thing that a network or loss must have for the mistake to be made: `an activation behind a layer with parameters`.
    static var needs: String { get }
    /// Samples of a batch from which on anything goes wrong.
    static var smallestBatch: Int { get }
    /// Whether errors go back through weights that the batch has changed already, so that no sample's error is known before the
    /// batch's gradient.
    static var followsBatch: Bool { get }
    /// A layer with the bug; nil where there is no room for it.
    /// - Parameter isFirst: whether no layer before it has parameters, so that nobody needs the error that it sends back.
    static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)?
    /// A loss with the bug; nil where there is no room for it.
    static func planted<Scalar: NetworkScalar>(in function: any LossFunction<Scalar>) -> (any LossFunction<Scalar>)?
}

/// Where a bug is.
public enum BugPlace: Hashable, Sendable {
    /// In the backward pass of layers.
    case layers
    /// In the gradient that the loss begins the way back with.
    case loss
}

extension BugKind {
    public static var place: BugPlace { .layers }
    public static var smallestBatch: Int { 1 }
    public static var followsBatch: Bool { false }

    public static func planted<Scalar: NetworkScalar>(in layer: any Layer<Scalar>, isFirst: Bool) -> (any Layer<Scalar>)? { nil }

    public static func planted<Scalar: NetworkScalar>(in function: any LossFunction<Scalar>) -> (any LossFunction<Scalar>)? {
        nil
    }
}
