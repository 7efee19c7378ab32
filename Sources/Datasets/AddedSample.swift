/// A sample that a person has added to the training data.
public struct AddedSample: Hashable, Sendable {
    /// The answer that it should get.
    public enum Target: Hashable, Sendable {
        case label(Int)
        case values([Float])
    }

    /// Numbers of the sample, in the unit of the data's own.
    public var features: [Float]
    /// Class or values that it should give.
    public var target: Target

    /// Both parts at once.
    public init(_ features: [Float], _ target: Target) { (self.features, self.target) = (features, target) }
}
