import NeuralNetwork

extension Session {
    /// Parameters and running statistics at the position in view as a safetensors file, under the names that
    /// `torch.nn.Sequential` has.
    public func modelFile() -> [UInt8] {
        network.safetensors(metadata: ["format": "pt", "network": network.spec.text])
    }
}
