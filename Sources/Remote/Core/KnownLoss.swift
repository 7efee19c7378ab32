import ElementaryFunctions
import NeuralNetwork

/// The loss of a step and the answers that it wanted, told from its gradient at the network's output: of a loss whose gradient is p − y, every
/// row of p minus the gradient is an answer and nothing else.
struct KnownLoss: Sendable {
    let spec: LossSpec
    /// A class for each sample; nil of answers that are numbers.
    let classes: [Int32]?
    /// Numbers for each sample, `[count, width]`; empty of classes.
    let values: [Float]
    let width: Int

    /// Distance from an answer below which it is one.
    private static let tolerance = 1e-3

    /// - Parameters:
    ///   - outputs: the network's, `[count, width]`, before softmax.
    ///   - gradient: the loss's with respect to the program's own output.
    ///   - isOfLogarithms: whether that output is the logarithm of softmax's.
    /// - Returns: nil of a loss that is not known here.
    init?(outputs: [Double], gradient: [Double], count: Int, isOfLogarithms: Bool) {
        guard count > 0, outputs.count == gradient.count, outputs.count.isMultiple(of: count) else { return nil }
        let width = outputs.count / count
        self.width = width
        let rows = (0..<count).map { $0 * width..<($0 + 1) * width }
        if width > 1 {
            let answers = rows.map { row -> [Double] in
                if isOfLogarithms { return row.map { -gradient[$0] * Double(count) } }
                let shares = CoreNetwork.logSoftmax(Array(outputs[row]), width).map { Elementary.exp($0) }
                return zip(shares, row).map { $0 - gradient[$1] * Double(count) }
            }
            if let classes = Self.classes(answers) {
                (spec, self.classes, values) = ("softmaxCrossEntropy", classes, [])
                return
            }
        }
        guard !isOfLogarithms else { return nil }
        let answers = outputs.indices.map { 1 / (1 + Elementary.exp(-outputs[$0])) - gradient[$0] * Double(outputs.count) }
        guard answers.allSatisfy({ abs($0) < Self.tolerance || abs($0 - 1) < Self.tolerance }) else { return nil }
        (spec, classes, values) = ("binaryCrossEntropyWithLogits", nil, answers.map { $0 < 0.5 ? 0 : 1 })
    }

    /// The class of each row that is 1 in one place and 0 in the others; nil where one is not.
    private static func classes(_ rows: [[Double]]) -> [Int32]? {
        var classes: [Int32] = []
        for row in rows {
            guard let place = row.firstIndex(where: { abs($0 - 1) < tolerance }),
                row.enumerated().allSatisfy({ $0.offset == place || abs($0.element) < tolerance })
            else { return nil }
            classes.append(Int32(place))
        }
        return classes
    }
}
