import Inspection

extension LineCommand {
    /// `:save digits.safetensors`
    static let save = LineCommand(
        "save", arguments: "FILE.safetensors",
        help: "the weights of this moment, with PyTorch's names, and what they belong to; or FILE.onnx",
        run: { (input, _) throws(LineError) in
            let path = input.rest
            guard !path.text.isEmpty else { throw LineError("expected a file such as digits.safetensors", at: input.end) }
            guard [".safetensors", ".onnx"].contains(where: path.text.lowercased().hasSuffix) else {
                throw LineError("expected a name that ends in .safetensors or .onnx, found '\(path.text)'", at: path.start)
            }
            return [.request(.writeModel(path.text))]
        })
}
