import ElementaryFunctions

/// The family of layers.
public enum LayerFamily: Sendable {
    /// The word for one member of the family in messages.
    public static let noun = "layer"
}

/// A layer's name and attributes: `dense(out:128,bias:true)`.
public typealias LayerSpec = Specification<LayerFamily>

extension Specification where Family == LayerFamily {
    /// The part that it plays in a network.
    public var role: LayerRole { kind.role }

    /// The name where there is little room: `conv`.
    public var shortName: String { kind.shortName }

    /// The chains of layers inside it.
    public var chains: [[LayerSpec]] { kind.chains(self) }

    /// Number of rows that it looks up by their indices; nil where its input is values.
    public var indexCount: Int? { kind.indexCount(self) }

    /// Gates of a recurrent layer; 0 of any other.
    public var gateCount: Int { (kind as? any RecurrentCell.Type)?.gateCount ?? 0 }

    /// Share that running statistics still have of their first values after so many steps, of those inside it, too; nil where there
    /// are none. Single samples are normalized with them, and batches with their own.
    public func firstStatistics(afterSteps steps: Int) -> Double? {
        let own = kind.statisticsMomentum(self).map { Elementary.pow(1 - $0, Double(steps)) }
        return ([own] + chains.joined().map { $0.firstStatistics(afterSteps: steps) }).compactMap { $0 }.max()
    }

    /// Whether a picture that goes in comes out as one, pixel by pixel.
    public var keepsPictures: Bool { kind.keepsPictures }

    /// Where all outputs are sure to be; nil: anywhere.
    public var outputRange: ClosedRange<Float>? { kind.outputRange }

    /// The smallest output that there can be; nil: any.
    public var lowestOutput: Float? { kind.lowestOutput }

    /// Whether each unit is normalized over the samples of a batch.
    public var normalizesBatches: Bool { kind.normalizesBatches }

    /// Whether it leaves a straight line one, though it is drawn as a function.
    public var isStraight: Bool { kind.isStraight }

    /// Whether the outputs are probabilities that sum to 1.
    public var outputIsDistribution: Bool { kind.outputIsDistribution }

    /// Where the function is flat; nil of one that is flat nowhere.
    public var saturation: Saturation? { kind.saturation(self) }

    /// The remedy where its slope makes the error vanish.
    public var slopeAdvice: String { kind.slopeAdvice }

    /// The work of its backward pass, as the end of a sentence.
    public func backwardSentence(isFirst: Bool, hasParameters: Bool) -> String {
        kind.backwardSentence(isFirst: isFirst, hasParameters: hasParameters)
    }
}
