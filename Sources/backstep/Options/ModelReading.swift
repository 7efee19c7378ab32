import NeuralNetwork
import Training

/// Files of weights, by their names: safetensors and ONNX.
enum ModelReading {
    /// Whether a name is that of a file of weights.
    static func isModel(_ path: String) -> Bool { path.hasSuffix(".safetensors") || isONNX(path) }

    /// Whether a name is that of an ONNX file.
    static func isONNX(_ path: String) -> Bool { path.lowercased().hasSuffix(".onnx") }

    /// Reads the file of a name, and those beside it in which it has its numbers.
    static func read(_ path: String) throws -> ModelFile {
        guard isONNX(path) else {
            let bytes = try InputFile.read(path, atMost: 1 << 36, size: Safetensors.size(ofFileBeginning:))
            return try ModelFile(parsing: bytes, source: path)
        }
        let bytes = try InputFile.read(path, atMost: 1 << 36)
        // Files beside it are read once, however many tensors they hold.
        var companions: [String: [UInt8]] = [:]
        return try ModelFile(onnx: bytes, source: path) { name in
            if let known = companions[name] { return known }
            let bytes = try InputFile.read(PathsInFile(path).resolve("./" + name), atMost: 1 << 36)
            companions[name] = bytes
            return bytes
        }
    }
}
