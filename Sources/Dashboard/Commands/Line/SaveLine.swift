import Inspection

extension LineCommand {
    /// `:save digits.safetensors`
    static let save = LineCommand(
        "save", arguments: "FILE.safetensors",
        help: "the weights of this moment, with PyTorch's names, and what they belong to",
        run: { (input, _) throws(LineError) in
            let path = input.rest
            guard !path.text.isEmpty else { throw LineError("expected a file such as digits.safetensors", at: input.end) }
            guard path.text.lowercased().hasSuffix(".safetensors") else {
                throw LineError("expected a name that ends in .safetensors, found '\(path.text)'", at: path.start)
            }
            return [.request(.writeModel(path.text))]
        })
}
