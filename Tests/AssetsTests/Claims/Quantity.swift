import Inspection
import NeuralNetwork
import Testing
import Training

/// A number that is measured when a course is over.
enum Quantity: Hashable, Sendable {
    case heldOutAccuracy, heldOutError, heldOutLoss, trainAccuracy, trainLoss
    /// Of the first batch.
    case firstLoss
    /// Of the last so many batches, on average.
    case meanLoss(last: Int)
    /// The first iteration whose batch loss is below; one more than there are where there is none.
    case iterations(untilLoss: Double)
    /// How much the held-out loss has risen from its lowest, in so many looks.
    case riseOfHeldOutLoss(looks: Int)
    /// How many batches in a hundred had a higher loss than the one before.
    case percentOfRises
    /// What the network believes of the pinned sample's class, before and after.
    case beliefBefore, belief
    /// Of the iteration in view: rms(δ) of the first layer over that of the last, the largest ‖∂L/∂θ‖ of a layer, the length of
    /// the step.
    case errorRatio, largestGradient, stepLength
    /// Neurons of the first hidden layer in a hundred that 100 held-out samples leave at 0.
    case percentDead
    /// The largest difference between weights of the first layer's first neuron and of another.
    case differenceOfNeurons

    /// HeldOutCache at the held-out samples that it needs on the way.
    var looks: Int { if case .riseOfHeldOutLoss(let looks) = self { looks } else { 0 } }

    func value(of outcome: Outcome) throws -> Double {
        let trial = outcome.trial
        switch self {
        case .heldOutAccuracy: return trial.heldOut.accuracy
        case .heldOutError: return 1 - trial.heldOut.accuracy
        case .heldOutLoss: return trial.heldOut.loss
        case .trainAccuracy: return trial.train.accuracy
        case .trainLoss: return trial.train.loss
        case .firstLoss: return try #require(outcome.losses.first)
        case .meanLoss(let count): return outcome.losses.suffix(count).reduce(0, +) / Double(count)
        case .iterations(let loss):
            return Double((outcome.losses.firstIndex { $0 < loss } ?? outcome.losses.count) + 1)
        case .riseOfHeldOutLoss:
            return try #require(outcome.heldOutLosses.last) - #require(outcome.heldOutLosses.min())
        case .percentOfRises:
            let rises = zip(outcome.losses, outcome.losses.dropFirst()).count { $0 < $1 }
            return 100 * Double(rises) / Double(outcome.losses.count - 1)
        case .beliefBefore: return outcome.beliefBefore
        case .belief: return trial.belief
        case .errorRatio: return try #require(try trial.gradients().layers.first?.relativeError)
        case .largestGradient: return try #require(try trial.gradients().layers.compactMap(\.norm).max())
        case .stepLength:
            let steps = try trial.gradients().layers.map { try #require($0.updateRatio) * $0.parameterNorm }
            return steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .percentDead:
            let layer = try #require(ActivationsProbe().read(trial.session)?.layers.first { $0.flatWord == "off" })
            return 100 * Double(layer.dead) / Double(layer.units)
        case .differenceOfNeurons: return Self.differenceOfNeurons(trial.session.network)
        }
    }

    private static func differenceOfNeurons(_ network: Network<Float>) -> Double {
        let start = network.parameterRange(ofLayer: 0).lowerBound
        let (inputs, units) = (network.layers[0].inputShape.count, network.layers[0].outputShape.count)
        var largest: Float = 0
        for neuron in 1..<units {
            for input in 0..<inputs {
                let difference = network.parameters[start + input] - network.parameters[start + neuron * inputs + input]
                largest = max(largest, abs(difference))
            }
        }
        return Double(largest)
    }
}
