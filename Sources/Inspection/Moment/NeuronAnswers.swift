/// A neuron's activations on the first held-out samples.
package struct NeuronAnswers {
    package var column: Int
    package var neuron: Int
    package var activations: [Float]
}
