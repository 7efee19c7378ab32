import Basics

/// Everything of a recorded step of a small network: the batch, the parameters before the update, and their gradients.
struct WholeStep: Sendable {
    let record: RecordedStep
    let calls: ModuleCalls
    let model: RemoteModel
    /// Elements of each parameter, by its number; `[count]`.
    var parameters: [Int: [Float]] = [:]
    /// Those of its gradient. Of several ranks it is the mean of theirs, and no matter of this batch alone.
    var gradients: [Int: [Float]] = [:]

    /// State of the optimizer before the update, by PyTorch's name for it, and by the parameter's number. Empty before the first update.
    var slots: [String: [Int: [Float]]] = [:]
    /// Updates that the optimizer has made; nil where it does not count.
    var updates: Int?

    /// Parameters that are fetched whole, at most: half a second of asking.
    static let mostParameters = 1 << 20

    /// Tensors of the record that hold the batch.
    enum Tensor: String {
        case input = "batch.x"
        case output = "batch.y"
        case outputGradient = "batch.dy"
    }

    func shape(_ tensor: Tensor) -> [Int]? { record.shapes[tensor.rawValue] }
    func values(_ tensor: Tensor) -> [Double]? { record.values[tensor.rawValue] }

    /// Whether all has come.
    var isComplete: Bool { parameters.count == model.parameters.count && gradients.count == model.parameters.count }

    /// Whether all of its numbers are finite.
    var isFinite: Bool {
        record.norms.allSatisfy(\.isFinite) && record.values.values.allSatisfy { $0.allSatisfy(\.isFinite) }
            && parameters.values.allSatisfy { $0.allSatisfy(\.isFinite) }
            && gradients.values.allSatisfy { $0.allSatisfy(\.isFinite) }
    }

    /// The reason why a network's numbers are not fetched; nil where they are.
    static func refusal(_ model: RemoteModel) -> String? {
        let count = model.parameters.reduce(0) { $0 + $1.count }
        if count > mostParameters { return "too large to be computed again here, with \(count) parameters" }
        if let sharded = model.parameters.first(where: { $0.localShape != $0.shape }) {
            return "\(sharded.name) is spread over ranks: it is not computed again here"
        }
        if let foreign = model.parameters.first(where: { $0.type != "F32" && $0.type != "F64" }) {
            return "\(foreign.name) is of type \(foreign.type): it is not computed again here"
        }
        return nil
    }
}
