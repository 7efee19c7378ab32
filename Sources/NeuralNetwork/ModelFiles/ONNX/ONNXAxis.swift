/// An axis of a value in an ONNX graph, told by the axes of the same value here.
///
/// Graphs turn and reshape what layers here take as it is. So nothing is moved: an axis is a list of axes here that lie in it one after
/// the other, and a layer that minds asks whether they stand as it needs them.
enum ONNXAxis: Hashable {
    /// That of the samples, which has no number here.
    case batch
    /// These axes of the sample, slowest first; none: an axis of size 1 that is put in.
    case own([Int])

    /// The axes of a sample of a rank, each by itself, behind that of the samples.
    static func plain(rank: Int) -> [ONNXAxis] { [.batch] + (0..<rank).map { .own([$0]) } }

    /// Its axes here; nil of the batch.
    var own: [Int]? { if case .own(let axes) = self { axes } else { nil } }

    /// Its size in a sample of a shape; nil of the batch.
    func size(in shape: Shape) -> Int? { own.map { $0.reduce(1) { $0 * shape[$1] } } }
}

/// A value on its way through a graph: the layer that gives it, and how its axes lie there.
struct ONNXValue {
    /// The place of that layer among the pieces; −1: the input.
    var piece: Int
    var axes: [ONNXAxis]
}

extension [ONNXAxis] {
    /// The axes of a sample in the order in which they lie here, those of size 1 left out.
    func order(in shape: Shape) -> [Int] {
        flatMap { $0.own ?? [] }.filter { shape[$0] != 1 }
    }

    /// Whether they are those of layers here, one by one, behind that of the samples.
    func isPlain(_ shape: Shape) -> Bool {
        count == shape.rank + 1 && first == .batch && isInOrder(shape)
            && zip(dropFirst(), shape.dimensions).allSatisfy { $0.size(in: shape) == $1 }
    }

    /// Whether the sample's numbers lie in the order that they have in layers here.
    func isInOrder(_ shape: Shape) -> Bool {
        order(in: shape) == (0..<shape.rank).filter { shape[$0] != 1 }
    }

    /// The axes after a reshape to sizes as ONNX gives them: −1 for what is left, 0 for what was there, nil for the batch. Nil where
    /// an axis would have to be cut.
    func reshaped(to sizes: [Int?], in shape: Shape, batchSize: Int?, zeroCopies: Bool) -> [ONNXAxis]? {
        // Content of each of the new axes: the batch, a number, or whatever is left.
        var wanted: [Int??] = []
        for (index, size) in sizes.enumerated() {
            switch size {
            case nil: wanted.append(.some(nil))
            case 0? where zeroCopies:
                guard index < count else { return nil }
                wanted.append(.some(self[index].size(in: shape)))
            case .some(-1): wanted.append(nil)
            case let size?: wanted.append(.some(size))
            }
        }
        // A batch of a fixed size is a number like others, unless it is what is left.
        var total = shape.count
        func product() -> Int? { Shape(wanted.compactMap { $0 ?? nil }).checkedCount }
        if !wanted.contains(where: { $0 == .some(nil) }) {
            if let first = wanted.first, first == nil, product() == total {
                wanted[0] = .some(nil)
            } else if let batchSize {
                total *= batchSize
            } else {
                return nil
            }
        }
        if let free = wanted.firstIndex(where: { $0 == nil }) {
            guard let product = product(), product > 0, total % product == 0 else { return nil }
            wanted[free] = .some(total / product)
        }
        return filled(wanted.map { $0 ?? nil }, in: shape, batchSize: batchSize)
    }

    /// New axes of sizes, filled with what these hold, in their order; nil for the batch.
    private func filled(_ sizes: [Int?], in shape: Shape, batchSize: Int?) -> [ONNXAxis]? {
        var rest = flatMap { axis -> [ONNXAxis] in
            guard let own = axis.own else { return [.batch] }
            return own.filter { shape[$0] != 1 }.map { .own([$0]) }
        }[...]
        var result: [ONNXAxis] = []
        for (index, size) in sizes.enumerated() {
            let isBatch = size == nil || size == batchSize && (size != 1 || firstIndex(of: .batch) == index)
            if isBatch, rest.first == .batch {
                rest.removeFirst()
                result.append(.batch)
                continue
            }
            guard let size else { return nil }
            var (held, product) = ([Int](), 1)
            while product < size, let axis = rest.first, let own = axis.own {
                held += own
                product *= shape[own[0]]
                rest.removeFirst()
            }
            guard product == size else { return nil }
            result.append(.own(held))
        }
        return rest.isEmpty ? result : nil
    }
}
