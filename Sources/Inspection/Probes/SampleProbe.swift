import Basics
import Datasets
import NeuralNetwork

/// The sample in view: its picture, what it is, and what the network says.
public struct SampleProbe: Probe {
    /// The sample, of the held-out set, the batch, or drawn by hand.
    public var sample: SampleChoice

    /// The picture and label of a sample.
    public init(sample: SampleChoice) { self.sample = sample }

    public struct Reading: Sendable {
        /// Height and width of the picture; nil where a sample is no picture.
        public var image: ImageShape?
        /// The features, row-major.
        public var values: [Float]
        /// The features as they stand in the data, where they were scaled.
        public var originals: [Double]?
        /// The features as symbols, where they are indices of a vocabulary: letters. Empty elsewhere.
        public var symbols: [String] = []
        /// The task in a few words; empty where it can be seen.
        public var task = ""
        /// Sample of the data that it is; nil of a drawing.
        public var reference: SampleReference?
        /// True of the pinned sample, false of a row of the batch and of a drawing.
        public var isPinned: Bool
        /// The class it is.
        public var label: Int?
        /// The class by name; nil where targets are no classes.
        public var labelName: String?

        package init(
            image: ImageShape?, values: [Float], originals: [Double]? = nil, symbols: [String] = [], task: String = "",
            reference: SampleReference?, isPinned: Bool, label: Int?, labelName: String?
        ) {
            (self.image, self.values, self.originals, self.symbols, self.task) = (image, values, originals, symbols, task)
            (self.reference, self.isPinned, self.label, self.labelName) = (reference, isPinned, label, labelName)
        }
    }

    public var wants: TensorSet { [.activations, .errors] }
    public var sampleInView: SampleChoice? { sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(sample) else { return nil }
        let reference: SampleReference?
        let label: Int?
        switch sample {
        case .pinned: (reference, label) = (moment.pinned, moment.data.label(of: moment.pinned))
        case .batch: (reference, label) = (.train(pass.index), moment.data.label(of: .train(pass.index)))
        case .drawing(let drawing): (reference, label) = (nil, drawing.label)
        }
        let set = moment.data[reference?.part ?? .heldOut]
        let values = Array(pass.values(ofColumn: 0, moment))
        let symbols =
            set.vocabulary.isEmpty
            ? []
            : values.map { value -> String in
                let symbol = Int(saturating: Double(value))
                return set.vocabulary.indices.contains(symbol) ? set.vocabulary[symbol] : "?"
            }
        let originals = moment.data.scaling.map { scaling in
            zip(values, scaling.inputs).map { $1.original(Double($0)) }
        }
        return Reading(
            image: ImageShape(set.sampleShape), values: values, originals: originals, symbols: symbols, task: set.task,
            reference: reference, isPinned: sample == .pinned, label: label, labelName: label.map { set.classNames[$0] })
    }
}

/// The network's answer to the sample in view, beside the one that it should give: error = actual − desired.
public struct PredictionProbe: Probe {
    /// The sample whose outputs are read.
    public var sample: SampleChoice

    /// The outputs for a sample, beside its targets.
    public init(sample: SampleChoice) { self.sample = sample }

    public struct Reading: Sendable {
        /// Names of the outputs.
        public var names: [String]
        /// Offset and unit that the targets were scaled by, one for each output; empty where they were not.
        public var scaling: [Scaling.Term] = []
        /// The outputs; for softmax cross-entropy on logits, softmax of them: p.
        public var actual: [Double]
        /// The targets: y.
        public var desired: [Double]
        /// This sample's own loss.
        public var loss: Double
        /// True if the outputs are probabilities that sum to 1.
        public var areProbabilities: Bool
        /// Index of the largest output, if there are several outputs and none is NaN.
        public var answer: Int?
        /// The class that a single output decides for, by name; nil where there are more, or no classes.
        public var decision: String? = nil

        package init(
            names: [String], scaling: [Scaling.Term] = [], actual: [Double], desired: [Double], loss: Double,
            areProbabilities: Bool, answer: Int?, decision: String? = nil
        ) {
            (self.names, self.scaling, self.actual, self.desired) = (names, scaling, actual, desired)
            (self.loss, self.areProbabilities, self.answer, self.decision) = (loss, areProbabilities, answer, decision)
        }
    }

    public var wants: TensorSet { .activations }
    public var leavesOutHidden: Bool { true }
    public var sampleInView: SampleChoice? { sample }

    public func read(_ moment: any Moment) -> Reading? {
        guard let pass = moment.observed(sample) else { return nil }
        let actual = pass.outputs(moment)
        let desired = pass.targets(moment)
        let answer = actual.count > 1 && actual.allSatisfy { !$0.isNaN } ? actual.indices.max { actual[$0] < actual[$1] } : nil
        var decision: String?
        if moment.decidesByOneOutput, let output = actual.first, !output.isNaN {
            decision = moment.data.train.classNames[output >= Double(moment.loss.spec.decisionBorder) ? 1 : 0]
        }
        return Reading(
            names: moment.outputNames, scaling: moment.data.scaling?.targets ?? [], actual: actual, desired: desired,
            loss: pass.loss(moment),
            areProbabilities: moment.outputsAreProbabilities, answer: answer, decision: decision)
    }
}

extension ImageShape {
    /// The picture that a sample's shape is: `[28, 28]` or `[1, 28, 28]`; nil for anything else.
    package init?(_ shape: [Int]) {
        switch shape.count {
        case 2 where shape[0] > 1: self.init(height: shape[0], width: shape[1])
        case 3 where shape[0] == 1: self.init(height: shape[1], width: shape[2])
        default: return nil
        }
    }
}
