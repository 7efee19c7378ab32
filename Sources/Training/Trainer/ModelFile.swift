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

    /// Reads the bytes of a safetensors file; sizes are checked. Throws an `InputError`.
    public init(parsing bytes: [UInt8], source: String) throws {
        self.source = source
        contents = try Safetensors(parsing: bytes, source: source)
        description = try ModelDescription(contents.metadata, source: source)
    }
}
