import NeuralNetwork

/// All numbers of a small network for one sample: x, z, a, δ and b of every neuron, and every weight between them.
public struct NumbersProbe: Probe {
    /// The sample whose numbers are given.
    public var sample: SampleChoice

    /// A probe of one sample.
    public init(sample: SampleChoice) { self.sample = sample }

    public struct Reading: Sendable {
        /// One for each column of the network, the input first.
        public var columns: [[Neuron]]
        /// `weights[c]`: from column `c` to column `c + 1`, as `[neuron][input]`; empty where there are none.
        public var weights: [[[Float]]]
    }

    /// One neuron, or an input.
    public struct Neuron: Sendable, Hashable {
        /// The weighted sum; nil where nothing lies between it and a.
        public var z: Float?
        /// The activation; of an input, x.
        public var a: Float
        /// δ = ∂L/∂z of this sample's own loss; of an input, ∂L/∂x.
        public var delta: Float
        /// The bias, as it is now; nil where there is none.
        public var bias: Float?
    }

    public var wants: TensorSet { [.activations, .errors, .parameters, .updatedParameters] }
    public var leavesOutHidden: Bool { true }
    public var sampleInView: SampleChoice? { sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(sample) else { return nil }
        let columns = moment.columns.map { column -> [Neuron] in
            let values = pass.values(ofColumn: column.index, moment)
            let sums = column.functions.isEmpty ? nil : pass.preActivations(ofColumn: column.index, moment)
            let deltas = pass.deltas(ofColumn: column.index, moment)
            let bias = matrix(column.index, moment)?.bias
            return values.indices.map { index in
                Neuron(
                    z: sums?[index], a: values[index], delta: (deltas?[index] ?? 0) * pass.deltaFactor, bias: bias?[index])
            }
        }
        let weights = moment.columns.dropFirst().map { column -> [[Float]] in
            guard let matrix = matrix(column.index, moment) else { return [] }
            return (0..<matrix.outputs).map { Array(matrix.row($0)) }
        }
        return Reading(columns: columns, weights: weights)
    }

    /// The weights into a column as they are now: what the update has made of them, once it has.
    private func matrix(_ column: Int, _ moment: any Moment) -> WeightMatrix? {
        guard column > 0 else { return nil }
        return moment.weights(ofColumn: column, afterUpdate: true) ?? moment.weights(ofColumn: column)
    }
}
