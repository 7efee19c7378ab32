/// The bytes that an ONNX file's tensors are in: its own, and those of files beside it.
struct ONNXContent {
    let bytes: [UInt8]
    /// The name of the file, for errors.
    let source: String
    /// The bytes of the file of a name beside it.
    let companion: (String) throws -> [UInt8]
}
