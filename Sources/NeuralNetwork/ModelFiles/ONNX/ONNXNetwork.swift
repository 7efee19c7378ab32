import Basics

/// A network that has been read from an ONNX file: the layers that there are here, and their numbers.
public struct ONNXNetwork {
    /// The network, with the parameters and running statistics of the file.
    public let network: Network<Float>
    /// Remarks on the reading: what was dropped, or is not as it was.
    public let remarks: [String]

    /// Reads a file's bytes. Throws an `InputError` that names the node where the file has something that is no layer here.
    /// - Parameters:
    ///   - source: the file's name, for errors.
    ///   - companion: the bytes of a file of a name in the same folder, where large files have their numbers.
    public init(parsing bytes: [UInt8], source: String, companion: @escaping (String) throws -> [UInt8]) throws {
        let file = try ONNXFile(parsing: bytes, source: source, companion: companion)
        var reading = try ONNXImport(file)
        guard let output = file.outputs.first, case .value(var value)? = reading.operands[output.name] else {
            throw InputError(.malformed, source, expected: "an output that comes from the input", found: "none")
        }
        if file.outputs.count > 1 { reading.remark("of its \(file.outputs.count) outputs, \(output.name) is taken") }
        // One axis at the end is one here.
        let shape = reading.shape(value)
        if value.axes.count == 2, shape.rank > 1, let last = file.nodes.last(where: { $0.outputs.contains(output.name) }) {
            let (piece, order) = try reading.vector(value, last)
            guard order == nil else { throw last.unmapped("outputs in the order of layers here", found: "turned ones") }
            value = ONNXValue(piece: piece, axes: ONNXAxis.plain(rank: 1))
        }
        guard value.axes.isInOrder(reading.shape(value)) else {
            throw InputError(
                .malformed, "\(source), output \(output.name)", expected: "axes as layers here have them", found: "turned ones")
        }
        guard let chain = reading.chain(from: -1, to: value.piece), !chain.isEmpty else {
            throw InputError(.malformed, source, expected: "layers between input and output", found: "none")
        }
        let spec = try Self.spec(reading, chain, source: source)
        network = try Network<Float>(spec, initializer: "zeros", seed: 0)
        let tensors = reading.tensors(chain, prefix: "")
        for (layout, store) in [(network.layout, network.parameters), (network.bufferLayout, network.buffers)] {
            for entry in layout.entries {
                guard let numbers = tensors[entry.name], numbers.count == entry.range.count else {
                    throw InputError(.malformed, source, expected: "numbers of \(entry.name)", found: "none")
                }
                for (offset, number) in zip(entry.range, numbers) { store.pointer[offset] = Float(number) }
            }
        }
        let shared = Dictionary(grouping: chain.flatMap { reading.pieces[$0].weights }) { $0 }.filter {
            $1.count > 1 && !$0.isEmpty
        }
        for name in shared.keys.sorted() { reading.remark("\(name) is used by several layers: here each has its own") }
        remarks = reading.remarks
    }

    private static func spec(_ reading: ONNXImport, _ chain: [Int], source: String) throws -> NetworkSpec {
        do {
            return try NetworkSpec(input: reading.input, layers: reading.layers(chain))
        } catch let error as InputError {
            throw error.subject.hasPrefix(source) ? error : error.within(source, .malformed)
        }
    }
}
