import Basics
import NeuralNetwork

/// The weights of one layer as they are at the position in view: as a picture for each neuron where its inputs are a picture,
/// else as one matrix.
public struct WeightsProbe: Probe {
    /// The column whose incoming weights are shown, from 1.
    public var column: Int
    /// The first neuron to show.
    public var first: Int
    /// So many neurons, as a page has room for.
    public var count: Int
    /// The largest size of one picture, in pixels; larger ones are averaged down by a whole factor.
    public var maximum: ImageShape
    /// The largest size of the matrix, in pixels.
    public var matrix: ImageShape

    /// The weights of a column: a page of pictures, or a matrix, of at most these sizes.
    public init(column: Int, first: Int, count: Int, maximum: ImageShape, matrix: ImageShape) {
        self.column = column
        self.first = first
        self.count = count
        self.maximum = maximum
        self.matrix = matrix
    }

    public enum Reading: Sendable {
        /// One picture a neuron.
        case images(Images)
        /// `[out, in]`, averaged down to at most the size that was asked for.
        case matrix(Matrix)
    }

    /// A picture for each neuron, or of a convolution for each filter and channel.
    public struct Images: Sendable {
        /// Number of the neuron of the first picture.
        public var first: Int
        /// All neurons of the layer.
        public var total: Int
        /// Size of each picture as given here.
        public var size: ImageShape
        /// Weights a side that one pixel is the mean of; 1: every weight has its own pixel.
        public var factor: Int
        /// Weights, row-major, a picture a neuron.
        public var pictures: [[Float]]
        /// The end of the color scale: 99.5 % of the pixels have a smaller magnitude.
        public var scale: Float
        /// Of a convolution: how many input channels each filter has; picture i is filter i / channels, channel i % channels.
        /// Nil: one picture a neuron.
        public var channels: Int?
    }

    /// The weights as one picture: a row of pixels a neuron, or several.
    public struct Matrix: Sendable {
        /// Rows of pixels.
        public var rows: Int
        /// Columns of pixels.
        public var columns: Int
        /// The weights, or means of neighboring ones, row-major: `[rows, columns]`.
        public var values: [Float]
        /// Neurons of the layer: rows before averaging.
        public var outputs: Int
        /// Inputs of the layer: columns before averaging.
        public var inputs: Int
        /// Weights to a pixel, down.
        public var rowFactor: Int
        /// Weights to a pixel, across.
        public var columnFactor: Int
        /// The end of the color scale: 99.5 % of the pixels have a smaller magnitude.
        public var scale: Float

        /// A picture of weights, or of means of neighboring ones, with a color scale of its own.
        package init(rows: Int, columns: Int, values: [Float], outputs: Int, inputs: Int, rowFactor: Int, columnFactor: Int) {
            (self.rows, self.columns, self.values) = (rows, columns, values)
            (self.outputs, self.inputs, self.rowFactor, self.columnFactor) = (outputs, inputs, rowFactor, columnFactor)
            scale = WeightsProbe.scale(values)
        }
    }

    public var wants: TensorSet { [.parameters, .gradients, .updatedParameters] }

    public func read(_ moment: any Moment) -> Reading? {
        guard let weights = moment.weights(ofColumn: column, afterUpdate: true) ?? moment.weights(ofColumn: column) else {
            return moment.columns.indices.contains(column) ? shared(moment) : nil
        }
        if let image = moment.columns.picture(before: column), weights.inputs == image.height * image.width {
            return .images(images(weights, image))
        }
        return .matrix(matrix(weights))
    }

    /// Weights that are shared by places or moments: a convolution's filters as pictures, else the layer's first matrix.
    private func shared(_ moment: any Moment) -> Reading? {
        let layer = moment.columns[column].layers.lowerBound
        guard layer >= 0, !moment.columns[column].layers.isEmpty,
            let entry = moment.network.layout.entries(ofLayer: layer).first(where: \.isWeight)
        else { return nil }
        let store = moment.isUpdated(layer) ? moment.network.parameters : moment.parametersInView
        let values = store.values(entry.range)
        guard moment.columns[column].spec?.role == .convolution else {
            let rows = entry.shape[0]
            return .matrix(
                matrix(
                    WeightMatrix(
                        values: values, bias: nil, offset: entry.range.lowerBound, outputs: rows,
                        inputs: values.count / max(1, rows))))
        }
        let kernel = ImageShape(kernelOf: entry.shape)
        let total = entry.shape[0] * entry.shape[1]
        let size = kernel.height * kernel.width
        let low = min(max(0, first), max(0, total - 1))
        let pictures = (low..<min(total, low + max(0, count))).map { Array(values[$0 * size..<($0 + 1) * size]) }
        return .images(
            Images(
                first: low, total: total, size: kernel, factor: 1, pictures: pictures, scale: Self.scale(pictures.joined()),
                channels: entry.shape[1]))
    }

    private func images(_ weights: WeightMatrix, _ image: ImageShape) -> Images {
        let factor = Downsampling.factor(from: image, toFit: maximum)
        let low = min(max(0, first), max(0, weights.outputs - 1))
        let pictures = (low..<min(weights.outputs, low + max(0, count))).map { neuron in
            Downsampling.areaMean(weights.row(neuron), image, rowFactor: factor, columnFactor: factor)
        }
        return Images(
            first: low, total: weights.outputs, size: Downsampling.size(of: image, rowFactor: factor, columnFactor: factor),
            factor: factor,
            pictures: pictures, scale: Self.scale(pictures.joined()))
    }

    private func matrix(_ weights: WeightMatrix) -> Matrix {
        let shape = ImageShape(height: weights.outputs, width: weights.inputs)
        let rowFactor = (shape.height + max(1, matrix.height) - 1) / max(1, matrix.height)
        let columnFactor = (shape.width + max(1, matrix.width) - 1) / max(1, matrix.width)
        let size = Downsampling.size(of: shape, rowFactor: rowFactor, columnFactor: columnFactor)
        let values = Downsampling.areaMean(weights.values, shape, rowFactor: rowFactor, columnFactor: columnFactor)
        return Matrix(
            rows: size.height, columns: size.width, values: values, outputs: weights.outputs, inputs: weights.inputs,
            rowFactor: rowFactor,
            columnFactor: columnFactor)
    }

    /// The end of the color scale: the magnitude that 99.5 % of the pixels stay below, so that a few large weights do not hide
    /// the rest.
    fileprivate static func scale(_ pixels: some Sequence<Float>) -> Float {
        var magnitudes = pixels.map(\.magnitude).filter(\.isFinite)
        guard !magnitudes.isEmpty else { return 0 }
        return magnitudes.value(ofRank: min(magnitudes.count - 1, magnitudes.count * 995 / 1000))
    }
}

extension ImageShape {
    /// The picture of one channel of a convolution's weight, `[out, in, rows, columns]`, or `[out, in, places]` of one over signals.
    init(kernelOf weight: Shape) {
        self.init(height: weight.rank > 3 ? weight[2] : 1, width: weight.last)
    }
}
