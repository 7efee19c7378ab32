/// An input of an ONNX operator, as far as it is known before anything is computed.
enum ONNXOperand {
    /// A value that depends on the network's input.
    case value(ONNXValue)
    /// Numbers of the file, and the shape that they have by now.
    case constant(ONNXConstant)
    /// Sizes that were asked of a value, and what is reckoned with them; nil: the number of samples.
    case sizes([Int?], isScalar: Bool)
    /// Noughts of a shape that hangs on the number of samples.
    case noughts
    /// A value whose channels are put in groups, to be normalized by them.
    case grouped(ONNXValue, groups: Int)
    /// A part of a normalization over the last axis of a value, which exporters took apart before there was an operator for it.
    case statistic(ONNXStatistic, ONNXValue)
    /// A part of self-attention, which exporters take apart.
    case attention(ONNXAttention)
    /// Where a value is above a number.
    case above(ONNXValue, Double)
    /// Given by an operator that nothing here stands for; told once somebody needs it.
    case unknown
}

/// The parts of a normalization, in the order in which they are computed; with the ε that is added to the variance.
enum ONNXStatistic: Hashable {
    case mean, centered, squared
    case variance(epsilon: Double)
    case deviation(epsilon: Double)
}

/// Numbers that do not depend on the network's input.
struct ONNXConstant {
    var shape: [Int]
    /// In row-major order.
    var numbers: [Double]
    /// The name of the tensor in the file that they come from.
    var name: String

    var isScalar: Bool { numbers.count == 1 }

    /// With each number as another.
    func mapped(_ change: (Double) -> Double) -> ONNXConstant {
        ONNXConstant(shape: shape, numbers: numbers.map(change), name: name)
    }

    /// The part of an axis from a place to another, both counted from its end where they are negative.
    func sliced(_ axis: Int, _ start: Int, _ end: Int) -> ONNXConstant {
        let size = shape[axis]
        func place(_ index: Int) -> Int { min(size, max(0, index < 0 ? index + size : index)) }
        let range = place(start)..<max(place(start), place(end))
        let inner = shape[(axis + 1)...].reduce(1, *)
        var part = ONNXConstant(shape: shape, numbers: [], name: name)
        part.shape[axis] = range.count
        for outer in stride(from: 0, to: numbers.count, by: max(1, size * inner)) {
            part.numbers += numbers[outer + range.lowerBound * inner..<outer + range.upperBound * inner]
        }
        return part
    }

    /// With the axes of a matrix exchanged.
    var turned: ONNXConstant {
        let (rows, columns) = (shape[0], shape[1])
        var turned = ONNXConstant(shape: [columns, rows], numbers: numbers, name: name)
        for row in 0..<rows {
            for column in 0..<columns { turned.numbers[column * rows + row] = numbers[row * columns + column] }
        }
        return turned
    }
}

/// An arithmetic step that is no layer by itself, but is part of one where the steps around it fit.
enum ONNXScalarStep: Hashable {
    /// Multiplied by a number.
    case scale(Double)
    /// With a number added.
    case shift(Double)
    /// Gauss's error function.
    case errorFunction
}

/// A layer that has been read from a graph, and the one that it follows.
struct ONNXPiece {
    /// The place of the piece before it; −1: the input.
    let parent: Int
    /// The layer; nil of a step that is part of one.
    let layer: LayerSpec?
    var step: ONNXScalarStep?
    /// Parameters and buffers by their names here.
    let tensors: [String: [Double]]
    /// Weights of the file that it has taken.
    let weights: [String]
    /// Shape of a sample that it gives.
    let shape: Shape
    /// The node that it was read from.
    let subject: String
}
