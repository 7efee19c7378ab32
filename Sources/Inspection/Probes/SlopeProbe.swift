import NeuralNetwork

/// The loss of the batch in view over a single weight, all others held: the hill that gradient descent stands on, cut along one
/// direction. Its slope at the weight is ∂L/∂w, which the backward pass gives without trying any other value.
public struct SlopeProbe: Probe {
    /// The neuron and weight; without a weight, the one that carries most.
    public var selection: Selection
    /// Values of the weight that the loss is computed at, at most.
    public var points: Int

    /// The loss over the weight of a selection.
    public init(selection: Selection, points: Int) { (self.selection, self.points) = (selection, points) }

    /// Distance that the weight is nudged to either side: small enough that the loss is nearly straight, large enough that a loss in Float
    /// tells the two apart.
    public static let nudge = 0.01
    /// Multiplications that a curve may cost, about: a large network gets fewer points.
    static let mostMultiplications = 2e8
    /// Points that make a curve, at least.
    static let fewestPoints = 7

    public struct Reading: Sendable {
        /// `w₁[3,14]`
        public var name: String
        /// The weight that the batch has gone through with.
        public var weight: Double
        /// L at that weight, the penalty on the size of weights included.
        public var loss: Double
        /// L with the weight nudged down.
        public var lossBelow: Double
        /// L with the weight nudged up.
        public var lossAbove: Double
        /// ∂L/∂w of the backward pass; nil before it has come to the layer.
        public var gradient: Double?
        /// The weight after the update; nil before it.
        public var updated: Double?
        /// Values of the weight, in order, and the loss at each.
        public var weights: [Double]
        /// Loss at each of these values.
        public var losses: [Double]

        /// (L(w + nudge) − L(w − nudge)) / (2 · nudge): the slope, found by trying.
        public var quotient: Double { (lossAbove - lossBelow) / (2 * SlopeProbe.nudge) }
    }

    public var wants: TensorSet { [.pass, .parameters, .updatedParameters] }

    public func read(_ moment: any Moment) -> Reading? {
        guard moment.machine.hasDone(.batch, at: moment.position), moment.observedIteration == moment.position.iteration,
            let named = ParameterProbe(selection: selection).read(moment), let reference = named.weight ?? named.element,
            let offset = moment.index(of: reference)
        else { return nil }
        let affordable = Self.mostMultiplications / (moment.multiplicationsPerSample * Double(moment.batchIndices.count))
        let count = min(points, max(Self.fewestPoints, Int(saturating: affordable)))
        let curve = moment.lossCurve(ofParameter: offset, points: count)
        let layer = moment.trainable.last { moment.network.parameterRange(ofLayer: $0).contains(offset) }
        return Reading(
            name: moment.name(ofParameter: offset)?.short ?? "\(reference)", weight: curve.weight, loss: curve.loss,
            lossBelow: curve.below, lossAbove: curve.above,
            gradient: layer.flatMap { moment.hasGradients($0) ? moment.unclippedGradients.map { Double($0[offset]) } : nil },
            updated: layer.flatMap { moment.isUpdated($0) ? Double(moment.network.parameters[offset]) : nil },
            weights: curve.weights, losses: curve.losses)
    }
}

extension Moment {
    /// The loss of the batch in view at values of one parameter about the one that the batch's pass has used; nothing of it enters
    /// training. Kept while it holds, since a frame must not cost forty passes.
    func lossCurve(ofParameter offset: Int, points: Int) -> LossCurve {
        if let kept = cache.lossCurve, kept.iteration == position.iteration, kept.offset == offset, kept.points == points,
            kept.log == log
        {
            return kept
        }
        let isUpdating = machine.hasBegunUpdates(at: computed)
        let present = isUpdating ? network.parameters.array : []
        if isUpdating { network.parameters.copy(from: parametersBefore) }
        let own = network.parameters[offset]
        defer {
            if isUpdating {
                present.withUnsafeBufferPointer { network.parameters.copy(from: $0) }
            } else {
                network.parameters[offset] = own
            }
        }
        func loss(_ weight: Double) -> Double {
            network.parameters[offset] = Float(weight)
            // ∂L/∂w is the slope of what is minimized.
            return lossOfRepeatedBatch + (penalty.isNone ? 0 : penalty.value(network))
        }
        let weight = Double(own)
        let reach = max(1, 1.5 * abs(weight))
        let weights = (0..<points).map { weight - reach + 2 * reach * Double($0) / Double(points - 1) }
        let curve = LossCurve(
            iteration: position.iteration, offset: offset, points: points, log: log, weight: weight, loss: loss(weight),
            below: loss(weight - SlopeProbe.nudge), above: loss(weight + SlopeProbe.nudge), weights: weights,
            losses: weights.map(loss))
        cache.lossCurve = curve
        return curve
    }
}
