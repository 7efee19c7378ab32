import Basics
import NeuralNetwork

/// Findings of looks at many held-out samples: too dear for every frame of a run, and the same as long as the parameters are.
package struct HeldOutCache {
    /// The findings of a look, and when it was taken.
    package struct Kept<Value> {
        package var value: Value
        package var iteration: Int
        package var log: InterventionLog
    }

    /// Iterations for which a look will do while training runs; 1: a new one for every moment.
    package var maximumAge = 1
    package var answers: Kept<HeldOutAnswers>?
    package var activations: Kept<[ActivationSpread]>?
    package var neuron: Kept<NeuronAnswers>?
}
