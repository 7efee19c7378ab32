import Datasets

/// The order of things: which states an iteration has, and where a step of each grain leads. Pure; it computes positions and does
/// nothing.
///
/// A position is also a number, the count of all states done since the beginning, so that stepping is arithmetic on whole
/// numbers. A state has a number, too, its place in an iteration; whoever asks whether a layer has got that far asks here, so
/// that the order of states is written down once.
public struct StepMachine: Hashable, Sendable {
    /// The states of every iteration, in order.
    public let phases: [Phase]
    /// Layers that go forward and backward.
    public let layerCount: Int
    /// Layers that are updated, ascending.
    public let trainableLayers: [Int]
    /// Where epochs begin and end among the iterations.
    public let epochs: EpochCourse
    /// States that are done when the first weight is about to change: up to here, stepping back only moves a cursor.
    public let doneBeforeUpdates: Int
    /// States that are done at the end of each pass, ascending.
    private let passEnds: [Int]
    /// Place of each layer's update; that of no state where there is none.
    private let updates: [Int]

    /// - Parameters:
    ///   - layerCount: how many layers go forward and backward.
    ///   - trainableLayers: the layers that have parameters, ascending; only these are updated.
    ///   - epochs: where epochs begin and end.
    public init(layerCount: Int, trainableLayers: [Int], epochs: EpochCourse) {
        precondition(layerCount > 0, "a network has at least one layer")
        var phases: [Phase] = [.batch]
        phases += (0..<layerCount).map { .forward($0) }
        phases.append(.loss)
        phases += (0..<layerCount).reversed().map { .backward($0) }
        doneBeforeUpdates = phases.count
        phases += trainableLayers.map { .update($0) }
        self.phases = phases
        (self.layerCount, self.trainableLayers) = (layerCount, trainableLayers)
        var updates = Array(repeating: phases.count, count: layerCount)
        for (index, layer) in trainableLayers.enumerated() { updates[layer] = doneBeforeUpdates + index }
        self.updates = updates
        self.epochs = epochs
        var ends: [Int] = []
        for (index, phase) in phases.enumerated() {
            let next = index + 1 < phases.count ? phases[index + 1].pass : nil
            if next != phase.pass { ends.append(index + 1) }
        }
        passEnds = ends
    }

    /// - Parameter iterationsPerEpoch: of every epoch, at least 1.
    public init(layerCount: Int, trainableLayers: [Int], iterationsPerEpoch: Int) {
        self.init(
            layerCount: layerCount, trainableLayers: trainableLayers,
            epochs: EpochCourse(sampleCount: iterationsPerEpoch, batchSize: 1))
    }

    /// The same states along another course of epochs.
    public func along(_ epochs: EpochCourse) -> StepMachine {
        StepMachine(layerCount: layerCount, trainableLayers: trainableLayers, epochs: epochs)
    }

    /// States in one iteration.
    @inlinable public var stateCount: Int { phases.count }

    /// States done since the beginning.
    public func ordinal(of position: Position) -> Int { position.iteration * stateCount + position.done }

    /// The position after `ordinal` states.
    public func position(at ordinal: Int) -> Position {
        guard ordinal > 0 else { return .start }
        return Position(iteration: (ordinal - 1) / stateCount, done: (ordinal - 1) % stateCount + 1)
    }

    /// Place of a state among an iteration's, from 0; the number of states for one that an iteration does not have, which is never
    /// done.
    public func ordinal(of phase: Phase) -> Int {
        switch phase {
        case .batch: 0
        case .forward(let layer): hasLayer(layer) ? 1 + layer : stateCount
        case .loss: 1 + layerCount
        case .backward(let layer): hasLayer(layer) ? 1 + 2 * layerCount - layer : stateCount
        case .update(let layer): hasLayer(layer) ? updates[layer] : stateCount
        }
    }

    private func hasLayer(_ layer: Int) -> Bool { layer >= 0 && layer < layerCount }

    /// State that makes an activation: the batch brings activation 0, and layer *i* makes activation *i* + 1.
    public func source(ofActivation index: Int) -> Phase { index == 0 ? .batch : .forward(index - 1) }

    /// State that makes the loss's gradient with respect to an activation: the loss that of the network's output, each layer that
    /// of its input.
    public func source(ofGradientAtActivation index: Int) -> Phase { index == layerCount ? .loss : .backward(index) }

    /// Places of the states in which some layers go forward.
    public func forwardStates(of layers: Range<Int>) -> Range<Int> { 1 + layers.lowerBound..<1 + layers.upperBound }

    /// Places of the states in which they go backward.
    public func backwardStates(of layers: Range<Int>) -> Range<Int> {
        doneBeforeUpdates - layers.upperBound..<doneBeforeUpdates - layers.lowerBound
    }

    /// True if a position's iteration has done a state.
    public func hasDone(_ phase: Phase, at position: Position) -> Bool { position.done > ordinal(of: phase) }

    /// True if a position's iteration has changed parameters.
    @inlinable
    public func hasBegunUpdates(at position: Position) -> Bool { position.done > doneBeforeUpdates }

    /// The last moment of an iteration that changes no parameter: all gradients are there.
    public func beforeUpdates(ofIteration iteration: Int) -> Position { Position(iteration: iteration, done: doneBeforeUpdates) }

    /// The end of an iteration; iteration −1 ends at the beginning of training.
    public func end(ofIteration iteration: Int) -> Position {
        iteration < 0 ? .start : Position(iteration: iteration, done: stateCount)
    }

    /// The state last done, or nil at the beginning.
    public func phase(at position: Position) -> Phase? {
        position.done == 0 ? nil : phases[position.done - 1]
    }

    /// Iterations that are wholly done.
    @inlinable
    public func completedIterations(at position: Position) -> Int {
        position.done == stateCount ? position.iteration + 1 : position.iteration
    }

    /// Where `count` steps lead; fewer than one lead nowhere. Back stops at the beginning, forward farther than anybody trains. A
    /// step from within a pass, iteration or epoch goes to its end, or back to where it began. A position knows nothing finer
    /// than a layer: what a term and a neuron are is the walk machine's.
    public func destination(from position: Position, grain: Grain, count: Int = 1, direction: Direction) -> Position {
        guard count > 0 else { return position }
        switch direction {
        case .forward: return max(position, destination(from: position, grain: grain, forward: count))
        case .back: return destination(from: position, grain: grain, back: count)
        }
    }

    private func destination(from position: Position, grain: Grain, forward count: Int) -> Position {
        switch grain {
        case .term, .neuron, .layer: return self.position(at: saturating(ordinal(of: position), plus: count))
        case .pass:
            let ended = position.iteration * passEnds.count + passEnds.count { $0 <= position.done }
            return end(ofPasses: saturating(ended, plus: count))
        case .iteration: return end(ofIteration: saturating(completedIterations(at: position), plus: count) - 1)
        case .epoch:
            let epoch = epochs.place(of: completedIterations(at: position)).epoch
            let farthest = Self.farthest / epochs.iterationsPerEpoch(at: Self.farthest)
            return end(ofIteration: epochs.iterations(inEpochs: min(saturating(epoch, plus: count), farthest)) - 1)
        }
    }

    private func destination(from position: Position, grain: Grain, back count: Int) -> Position {
        switch grain {
        case .term, .neuron, .layer: return self.position(at: max(0, ordinal(of: position) - count))
        case .pass:
            let begun = position == .start ? 0 : position.iteration * passEnds.count + passEnds.count { $0 < position.done } + 1
            return end(ofPasses: max(0, begun - count))
        case .iteration: return end(ofIteration: wholeIterationsBefore(position) - 1 - count)
        case .epoch:
            let place = epochs.place(of: wholeIterationsBefore(position))
            let begun = place.samples.lowerBound == 0 ? place.epoch : place.epoch + 1
            return end(ofIteration: epochs.iterations(inEpochs: max(0, begun - count)) - 1)
        }
    }

    /// So many iterations that stepping one by one to there would mean going back by one from here: an iteration under way
    /// counts.
    private func wholeIterationsBefore(_ position: Position) -> Int {
        position.done == 0 ? 0 : position.iteration + 1
    }

    /// Where so many passes, counted from the beginning, have ended.
    private func end(ofPasses passes: Int) -> Position {
        passes == 0 ? .start : Position(iteration: (passes - 1) / passEnds.count, done: passEnds[(passes - 1) % passEnds.count])
    }

    /// Farther than anybody trains; keeps a count such as 999999999999 from overflowing.
    private static let farthest = 1 << 40

    private func saturating(_ a: Int, plus b: Int) -> Int { min(Self.farthest, a + min(b, Self.farthest)) }
}
