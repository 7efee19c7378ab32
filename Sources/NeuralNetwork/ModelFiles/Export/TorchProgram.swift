/// A network as a short program for PyTorch, beside its weights as safetensors.
public enum TorchProgram {
    /// The program's text.
    /// - Parameters:
    ///   - weights: the name of the file with the weights, in the same folder.
    ///   - module: the name that it is imported by.
    ///   - note: a line on what goes in and comes out.
    public static func text<Scalar: NetworkScalar>(
        _ network: Network<Scalar>, weights: String, module: String, note: String
    ) -> String {
        let layers = ExportedLayer.layers(network.layers)
        let modules = layers.map { $0.spec.kind.torchModule($0) }
        var helpers: [TorchHelper] = []
        for helper in modules.flatMap(\.helpers) where !helpers.contains(helper) { helpers.append(helper) }
        let shape = ([1] + network.spec.input.dimensions).map(String.init).joined(separator: ", ")
        let example = network.spec.inputKind == .indices ? "torch.zeros(\(shape), dtype=torch.long)" : "torch.zeros(\(shape))"
        let needsFunctions = helpers.contains { $0.code.contains("functional.") }
        return """
            \"""\(network.spec.text)

                import torch
                from \(module) import model
                model(\(example))

            \(note)
            \"""
            import json
            from pathlib import Path

            import torch
            from torch import nn\(needsFunctions ? "\nfrom torch.nn import functional" : "")


            \(helpers.map { $0.code + "\n\n\n" }.joined())model = nn.Sequential(
            \(modules.map { indented($0.code) + ",\n" }.joined()))


            def load(path):
                \"""The tensors of a safetensors file, by their names.\"""
                data = path.read_bytes()
                start = 8 + int.from_bytes(data[:8], "little")
                header = json.loads(data[8:start])
                header.pop("__metadata__", None)
                return {
                    name: torch.frombuffer(bytearray(data[start + first : start + last]), dtype=\(dtype(Scalar.self)))
                    .reshape(tensor["shape"])
                    for name, tensor in header.items()
                    for first, last in [tensor["data_offsets"]]
                }


            model.load_state_dict(model.state_dict() | load(Path(__file__).with_name("\(weights)")))
            model.eval()

            """
    }

    private static func dtype<Scalar: NetworkScalar>(_ scalar: Scalar.Type) -> String {
        MemoryLayout<Scalar>.size == 4 ? "torch.float32" : "torch.float64"
    }

    static func indented(_ code: String) -> String {
        code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n")
    }
}
