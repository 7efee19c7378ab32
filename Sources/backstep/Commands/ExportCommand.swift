import ArgumentParser
import Basics
import NeuralNetwork
import Training

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a network with its weights for other programs.",
        discussion: """
            With --onnx, one file for ONNX Runtime and whatever else reads ONNX (operators of version 20). With --pytorch, a short program and its
            weights beside it; it needs nothing but torch. Both give the outputs of the last layer: where a softmax belongs to the loss, these are
            scores. Inputs are as the network was trained on them, those of a table scaled.

            Examples:
              backstep train --epochs 2 --save digits.safetensors
              backstep export digits.safetensors --onnx
              backstep export digits.safetensors --pytorch digits_torch.py
            """)

    @Argument(help: "The network: a .safetensors file that backstep wrote, or an .onnx file.")
    var model: String

    @Argument(help: "The file to write; without it the name of the network, with .onnx or .py.")
    var file: String?

    @Flag(help: "Write an ONNX file.")
    var onnx = false

    @Flag(help: "Write a program for PyTorch, and a .safetensors file beside it.")
    var pytorch = false

    func validate() throws {
        guard onnx != pytorch else { throw ValidationError("expected --onnx or --pytorch, found \(onnx ? "both" : "neither")") }
    }

    func run() throws {
        try Failure.reported {
            let output = OutputFile(path: file ?? Self.stem(model) + (onnx ? ".onnx" : ".py"))
            guard output.path != model else {
                throw InputError(
                    .cannotCreate, output.path, expected: "another file than the one that is read", found: "the same",
                    advice: "name another one")
            }
            let ending = onnx ? ".onnx" : ".py"
            guard output.path.hasSuffix(ending) else {
                throw InputError(output.path, expected: "a name that ends in \(ending)", found: "another")
            }
            try output.check()
            let source = try SessionSource(ScenarioOptions.parse([model]))
            let network = try source.network()
            if onnx {
                try output.write(network.onnx())
                return Output.write("\(output.path): \(network.spec)\n")
            }
            let weights = OutputFile(path: Self.stem(output.path) + ".safetensors")
            if weights.path != model { try weights.write(network.safetensors(metadata: ["format": "pt"])) }
            let name = Self.stem(output.path).split(separator: "/").last.map(String.init) ?? "model"
            let program = TorchProgram.text(
                network, weights: name + ".safetensors", module: name, note: Self.note(on: source))
            try output.write(Array(program.utf8))
            Output.write("\(output.path), with its weights in \(weights.path): \(network.spec)\n")
        }
    }

    /// Lines on the numbers that go in and come out, for whoever uses the network elsewhere.
    private static func note(on source: SessionSource) -> String {
        let loss = source.scenario.loss
        var lines =
            loss.outputIsLogits
            ? ["It gives scores: what makes probabilities of them is part of the loss, \(loss.displayName)."] : []
        if let scaling = source.model?.description.scaling, !scaling.inputs.isEmpty {
            let terms = scaling.inputs.map { "(\($0.offset.shortestText), \($0.unit.shortestText))" }
            lines.append("Inputs are scaled, (x - offset) / unit: \(terms.joined(separator: " "))")
        }
        return lines.isEmpty ? "It gives what its last layer gives." : lines.joined(separator: "\n")
    }

    /// A run's weights in the form that a name asks for: as they are, or as ONNX.
    static func converted(_ weights: [UInt8], for path: String) throws -> [UInt8] {
        guard ModelReading.isONNX(path), let network = try ModelFile(parsing: weights, source: path).network() else {
            return weights
        }
        return network.onnx()
    }

    /// A path without its last ending.
    private static func stem(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
        return String(path[..<dot])
    }
}
