import Foundation
import TestSupport
import Testing

/// Networks from elsewhere on the command line, and those for elsewhere.
struct ForeignModelTests {
    private static let models = BuiltProgram.checkout.appending(path: "Tests/Models")

    /// Rows of four numbers and a class.
    private static let table =
        "a,b,c,d,kind\n" + (0..<30).map { "\($0 % 7),\($0 % 5),\($0 % 3),\($0 % 4),\(["x", "y", "z"][$0 % 3])\n" }.joined()

    @Test func anONNXFileIsARun() async throws {
        let folder = try TemporaryFolder()
        let data = try folder.write(Self.table, to: "t.csv")
        let model = Self.models.appending(path: "mlp.onnx").path
        let saved = folder.url.appending(path: "m.onnx").path
        let train = try await Command.backstep(["train", model, "--data", data.path, "--epochs", "2", "--save", saved]).run()
        #expect(train.isSuccess, "\(train.errors)")
        #expect(train.output.contains("dense:6,relu,dense:5,tanh,dense:3, 83 parameters"), "\(train.output)")
        // What was saved as ONNX is what was trained.
        let digest = try #require(train.outputLines.last)
        let opened = try await Command.backstep(["frame", saved, "--data", data.path, "--keys", "", "--digest"]).run()
        #expect(opened.outputLines.last == digest, "\(opened.errors)")
        #expect(opened.output.contains("4→6→5→3"), "\(opened.output)")
        let check = try await Command.backstep(["check", model, "--data", data.path]).run()
        #expect(check.isSuccess && check.output.contains("proven"), "\(check.output)")
    }

    @Test func itsSoftmaxIsLeftToTheLoss() async throws {
        let folder = try TemporaryFolder()
        // Six rows and columns of two colors for each of two classes.
        let header = (0..<72).map { "p\($0)" }.joined(separator: ",") + ",kind\n"
        let data = try folder.write(
            header
                + (0..<20).map { row in (0..<72).map { "\(($0 + row) % 5)" }.joined(separator: ",") + ",k\(row % 3)\n" }.joined(),
            to: "t.csv")
        let model = Self.models.appending(path: "keras.onnx").path
        // Rows of a table are no pictures.
        let flat = try await Command.backstep(["train", model, "--data", data.path]).run()
        #expect(flat.ending == .exit(64) || flat.ending == .exit(65), "\(flat)")
        #expect(flat.errorLines.count == 1)
    }

    @Test func dataThatItIsNotForIsRefused() async throws {
        let model = Self.models.appending(path: "mlp.onnx").path
        let result = try await Command.backstep(["train", model, "--data", "digits"]).run()
        #expect(result.ending == .exit(65))
        #expect(
            result.errors.contains(
                "mlp.onnx: expected samples of 4 numbers, found 1×28×28 in digits; name the data that it is for"),
            "\(result.errors)")
    }

    @Test func aNetworkIsProposedForWeightsThatSayNone() async throws {
        let model = Self.models.appending(path: "mlp.safetensors").path
        let result = try await Command.backstep(["train", model]).run()
        #expect(result.ending == .exit(65) && result.errorLines.count == 1)
        #expect(
            result.errors.contains("--load \(model) --network 'dense:6,relu,dense:5,relu,dense:3'")
                && result.errors.contains("activation functions are not in it"), "\(result.errors)")
    }

    @Test func aModelIsExported() async throws {
        let folder = try TemporaryFolder()
        let model = folder.url.appending(path: "moons.safetensors").path
        let train = try await Command.backstep([
            "train", "--data", "moons", "--network", "dense:4,tanh,dense:2", "--epochs", "1", "--save", model,
        ]).run()
        #expect(train.isSuccess, "\(train.errors)")
        let onnx = try await Command.backstep(["export", model, "--onnx"]).run()
        #expect(onnx.isSuccess && onnx.output.contains("moons.onnx: 2→dense:4,tanh,dense:2"), "\(onnx)")
        let again = try await Command.backstep([
            "frame", folder.url.appending(path: "moons.onnx").path, "--data", "moons", "--keys", "", "--digest",
        ]).run()
        #expect(again.outputLines.last == train.outputLines.last, "\(again.errors)")
        let program = folder.url.appending(path: "two/moons_torch.py").path
        let missing = try await Command.backstep(["export", model, "--pytorch", program]).run()
        #expect(missing.ending == .exit(73), "\(missing)")
        let torch = try await Command.backstep([
            "export", model, "--pytorch", folder.url.appending(path: "moons_torch.py").path,
        ]).run()
        #expect(torch.isSuccess, "\(torch.errors)")
        let text = try String(contentsOf: folder.url.appending(path: "moons_torch.py"), encoding: .utf8)
        #expect(text.contains("    nn.Linear(2, 4),\n    nn.Tanh(),\n    nn.Linear(4, 2),\n)"), "\(text)")
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "moons_torch.safetensors").path))
    }

    @Test(arguments: [
        (["export", "m.safetensors"], 64, "--onnx or --pytorch"),
        (["export", "m.safetensors", "--onnx", "--pytorch"], 64, "both"),
        (["export", "/nonexistent.safetensors", "--onnx", "/tmp/x.onnx"], 66, "/nonexistent.safetensors"),
        (["export", "xor", "--onnx", "/tmp/x.onnx"], 64, "expected a .safetensors or .onnx file"),
        (["export", "m.safetensors", "--onnx", "/tmp/x.txt"], 64, "ends in .onnx"),
    ]) func whatCannotBeExportedIsToldInOneLine(arguments: [String], code: Int32, words: String) async throws {
        let result = try await Command.backstep(arguments).run()
        #expect(result.ending == .exit(code), "\(result)")
        #expect(result.errorLines.count == 1 && result.errors.contains(words), "\(result.errors)")
    }
}
