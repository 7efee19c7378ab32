import Datasets
import NeuralNetwork

/// One neuron, closely: what it looks for, what each input brings it from the sample in view, and what it answers over the
/// held-out samples.
public struct NeuronProbe: Probe {
    /// The neuron, and the sample in view.
    public var selection: Selection

    /// A close look at the neuron of a selection.
    public init(selection: Selection) { self.selection = selection }

    /// Held-out samples looked at, at most: the first ones.
    public static let samples = 200

    public struct Reading: Sendable {
        /// The size of a picture of its inputs; nil where they are no picture.
        public var image: ImageShape?
        /// Its incoming weights; of a convolution the kernel, channel by channel.
        public var weights: [Float]
        /// w·a of the sample in view, input by input; empty of a convolution, whose kernel has no place of its own.
        public var contributions: [Float]
        /// Its activation on each of the held-out samples.
        public var activations: [Float]
        /// Its mean activation over those of each class, NaN of a class without any; empty where they have no classes.
        public var classMeans: [Double] = []
        /// Names of the classes; empty where targets are no classes.
        public var classNames: [String]
        /// z of the sample in view.
        public var z: Float
        /// a = f(z) of the sample in view.
        public var a: Float
    }

    public var wants: TensorSet { [.pass, .heldOutActivations] }
    public var sampleInView: SampleChoice? { selection.sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard moment.columns.indices.contains(selection.column), selection.column > 0,
            let pass = moment.observed(selection.sample)
        else {
            return nil
        }
        let column = moment.columns[selection.column]
        guard selection.neuron < column.units else { return nil }
        var reading = Reading(
            image: nil, weights: [], contributions: [], activations: [], classNames: moment.data.heldOut.classNames,
            z: pass.preActivations(ofColumn: column.index, moment)[selection.neuron],
            a: pass.values(ofColumn: column.index, moment)[selection.neuron])
        if let weights = moment.weights(ofColumn: column.index) {
            let row = weights.row(selection.neuron)
            let values = pass.values(ofColumn: column.index - 1, moment)
            reading.weights = Array(row.prefix(Self.mostInputs))
            reading.contributions = zip(row, values).prefix(Self.mostInputs).map { $0 * $1 }
            reading.image = moment.columns[column.index - 1].image.flatMap { $0.height * $0.width == row.count ? $0 : nil }
        } else if case .maps(let channels, let image) = column.unitLayout, column.spec?.role == .convolution {
            let layer = column.layers.lowerBound
            if let entry = moment.network.layout.entries(ofLayer: layer).first(where: { $0.name == "\(layer).weight" }) {
                let patch = entry.shape.count / max(1, channels)
                let output = selection.neuron / max(1, image.height * image.width)
                let store = moment.parametersInView[entry.range]
                reading.weights = Array(UnsafeBufferPointer(store)[output * patch..<(output + 1) * patch].prefix(Self.mostInputs))
                reading.image = ImageShape(kernelOf: entry.shape)
            }
        }
        let activations = moment.activations(ofNeuron: selection.neuron, in: column)
        reading.activations = activations
        if moment.data.heldOut.hasClasses {
            let labels = activations.indices.map { moment.data.heldOut.label(of: $0) }
            reading.classMeans = reading.classNames.indices.map { label in
                let own = zip(labels, activations).filter { $0.0 == label }.map { Double($0.1) }
                return own.isEmpty ? .nan : own.reduce(0, +) / Double(own.count)
            }
        }
        return reading
    }

    /// Inputs shown, at most.
    package static let mostInputs = 1 << 14
}

extension Moment {
    /// A neuron's activations on the first held-out samples.
    package func activations(ofNeuron neuron: Int, in column: GraphColumn) -> [Float] {
        if let kept = cache.heldOut.neuron?.value, (kept.column, kept.neuron) != (column.index, neuron) {
            cache.heldOut.neuron = nil
        }
        return look(\.neuron) {
            var found: [Float] = []
            evaluator.forEachBatch(of: min(NeuronProbe.samples, heldOutSamples)) { workspace in
                let values = workspace.activation(column.layers.upperBound)
                for sample in 0..<workspace.count { found.append(values[sample][neuron]) }
            }
            return NeuronAnswers(column: column.index, neuron: neuron, activations: found)
        }.value.activations
    }
}
