import Datasets
import NeuralNetwork

extension Trainer {
    /// SHA-256 of the bytes of all parameters, in order; in hexadecimal digits.
    public func parametersDigest() -> String {
        var hash = SHA256()
        network.parameters.withUnsafeBytes { hash.update($0) }
        return hash.hexadecimal()
    }

    /// Parameters and running statistics as a safetensors file, under the names that `torch.nn.Sequential` has.
    public func modelFile() -> [UInt8] {
        network.safetensors(metadata: ModelDescription.metadata(of: network, scenario, data))
    }
}
