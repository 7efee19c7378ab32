import Inspection
import NeuralNetwork

/// Parameters and running statistics that a session begins with, in place of those that are drawn.
public struct ModelFile: Sendable {
    /// The file's name, for messages.
    public let source: String
    /// The content of the file.
    public let contents: Safetensors
    /// The metadata of the file.
    public let description: ModelDescription
    /// Remarks on the reading: what was left out, or is not as it was.
    public var remarks: [String] = []

    /// Reads the bytes of a safetensors file; sizes are checked. Throws an `InputError`.
    public init(parsing bytes: [UInt8], source: String) throws {
        self.source = source
        contents = try Safetensors(parsing: bytes, source: source)
        description = try ModelDescription(contents.metadata, source: source)
    }

    /// Reads the bytes of an ONNX file. Throws an `InputError` that names the node where it has something that is no layer here.
    /// - Parameter companion: the bytes of a file of a name in the same folder, where large ONNX files have their numbers.
    public init(onnx bytes: [UInt8], source: String, companion: @escaping (String) throws -> [UInt8]) throws {
        let read = try ONNXNetwork(parsing: bytes, source: source, companion: companion)
        self.source = source
        let described = ModelDescription.metadata(of: read.network.spec)
        contents = try Safetensors(parsing: read.network.safetensors(metadata: described), source: source)
        description = try ModelDescription(described, source: source)
        remarks = read.remarks
    }

    /// The network of the file with its numbers, as it stands there; nil where the file does not say which.
    public func network() throws -> Network<Float>? {
        guard let text = description.network, let input = description.input else { return nil }
        let network = try Network<Float>(NetworkSpec(input: input, parsing: text), initializer: "zeros", seed: 0)
        try network.load(contents, source: source)
        return network
    }

    /// Drops a softmax at the end of a network from elsewhere where the loss has one of its own, and says so: applied twice it would
    /// flatten what was learned.
    public mutating func leaveSoftmax(of scenario: inout Scenario) {
        let layers = scenario.network.layers
        guard layers.count > 1, let last = layers.last, last.outputIsDistribution, scenario.loss.outputIsDistribution,
            scenario.loss.outputIsLogits
        else { return }
        scenario.network = LayerChain(Array(layers.dropLast()))
        remarks.append("\(last.name) at its end is left to the loss, \(scenario.loss.displayName)")
    }
}
