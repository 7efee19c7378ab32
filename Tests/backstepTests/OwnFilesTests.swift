import Foundation
import TestSupport
import Testing

/// Tables, lessons and models of one's own, from the command line.
struct OwnFilesTests {
    private static let table =
        "id;größe;art\n" + (0..<24).map { "\($0);\($0 % 3 * 100 + $0),5;\(["Föhre", "Fähre", "Fichte"][$0 % 3])\n" }.joined()

    @Test func aLessonAndItsTableMoveTogether() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: folder.url.appending(path: "lesson"), withIntermediateDirectories: true)
        _ = try folder.write(Self.table, to: "lesson/trees.csv")
        let lesson = try folder.write("data: trees.csv\nnetwork: dense:4,tanh,dense:3\nepochs: 2\n", to: "lesson/lesson.yaml")
        let train = try await Command.backstep(["train", lesson.path]).run()
        #expect(train.isSuccess, "\(train.errors)")
        #expect(
            train.output.contains(
                "trees.csv: separated by semicolons, decimal commas; 24 rows; 1 input größe; target art: 3 classes Fichte, Fähre, Föhre; standardized; without id (an index)"
            ), "\(train.output)")
        let session = folder.url.appending(path: "lesson/kept.yaml").path
        let data = folder.url.appending(path: "lesson/./trees.csv").path
        let written = try await Command.backstep([
            "frame", "--data", data, "--keys", "n*3 \":w \(session)\" Enter", "--digest",
        ]).run()
        // As a session has it that was written beside its table.
        let text = try String(contentsOfFile: session, encoding: .utf8).replacing(data, with: "./trees.csv")
        try text.write(toFile: session, atomically: true, encoding: .utf8)
        let again = try await Command.backstep(["replay", session, "--digest"]).run()
        #expect(again.isSuccess && again.outputLines.last == written.outputLines.last, "\(again.errors)")
    }

    @Test func aModelOpensWithNoOtherWord() async throws {
        let folder = try TemporaryFolder()
        let data = try folder.write(Self.table, to: "trees.csv")
        let model = folder.url.appending(path: "m.safetensors").path
        let train = try await Command.backstep([
            "train", "--data", data.path, "--network", "dense:5,tanh,dense:3", "--epochs", "4", "--save", model, "--json",
        ]).run()
        #expect(train.isSuccess, "\(train.errors)")
        // Weights of the end are those of a beginning, on the same inputs: also where the table has other rows.
        let opened = try await Command.backstep(["frame", model, "--keys", "", "--digest"]).run()
        let digest = try #require(train.outputLines.last?.firstMatch(of: /"parametersDigest":"([0-9a-f]+)"/)?.1)
        #expect(opened.outputLines.last == "parameters \(digest)", "\(opened.errors)")
        #expect(opened.output.contains("1→5→3 tanh"), "\(opened.output)")
        _ = try folder.write("id;größe;art\n1;5000;Föhre\n2;1,5;Fichte\n3;2,5;Fähre\n4;0,5;Fähre\n", to: "trees.csv")
        let other = try await Command.backstep(["frame", model, "--size", "160x50", "--keys", "n"]).run()
        #expect(other.isSuccess, "\(other.errors)")
        let known = try await Command.backstep([
            "train", "--data", data.path, "--load", model, "--epochs", "1", "--json",
        ]).run()
        #expect(known.isSuccess, "\(known.errors)")
    }

    @Test func theScreenSavesTheWeightsOfTheMomentInView() async throws {
        let folder = try TemporaryFolder()
        let model = folder.url.appending(path: "m.safetensors").path
        let options = ["--data", "moons", "--network", "dense:4,tanh,dense:2"]
        let saved = try await Command.backstep(
            ["frame"] + options + ["--keys", "n*9 Home n*4 \":save \(model)\" Enter", "--digest"]
        ).run()
        #expect(saved.output.contains("the weights of this moment are in"), "\(saved.output)")
        let opened = try await Command.backstep(["frame", model, "--keys", "", "--digest"]).run()
        #expect(opened.outputLines.last == saved.outputLines.last, "\(opened.errors)")
    }

    @Test func patienceKeepsTheBestWeights() async throws {
        let folder = try TemporaryFolder()
        let model = folder.url.appending(path: "m.safetensors").path
        let run = try await Command.backstep([
            "train", "overfitting", "--epochs", "400", "--stop", "patience:6", "--save", model, "--json",
        ]).run()
        let end = try #require(run.outputLines.last)
        let iteration = try #require(end.firstMatch(of: /"bestIteration":([0-9]+)/).flatMap { Int($0.1) })
        let iterations = try #require(end.firstMatch(of: /"iterations":([0-9]+)/).flatMap { Int($0.1) })
        #expect(iteration < iterations)
        let best = try await Command.backstep(["frame", "overfitting", "--keys", "n*\(iteration)", "--digest"]).run()
        let opened = try await Command.backstep(["frame", model, "--keys", "", "--digest"]).run()
        #expect(opened.outputLines.last == best.outputLines.last, "\(opened.errors)")
    }

    @Test(arguments: [
        (
            ["--network", "dense:8,tanh,dense:1", "--loss", "binaryCrossEntropy"],
            "binaryCrossEntropy wants outputs between 0 and 1"
        ),
        (
            ["--network", "dense:10", "--optimizer", "adam(epsilon:0)", "--data", "digits", "--train-count", "100"],
            "ε of adam is 0"
        ),
    ]) func adviceFollowsTheCauseOfANaN(options: [String], words: String) async throws {
        let data = options.contains("--data") ? [] : ["--data", "moons"]
        let run = try await Command.backstep(["train"] + data + options + ["--epochs", "1"]).run()
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func weightsAreLookedAtBeforeAllIsSaidToBeFinite() async throws {
        let options = ["--data", "digits", "--train-count", "100", "--network", "dense:10", "--optimizer", "adam(epsilon:0)"]
        let frame = try await Command.backstep(["frame"] + options + ["--keys", "n !"]).run()
        #expect(frame.output.contains("NaN first in the weights of layer 1 (dense), in iteration 1"), "\(frame.output)")
        let sound = try await Command.backstep(["frame", "xor", "--keys", "n !"]).run()
        #expect(sound.output.contains("all numbers are finite so far"), "\(sound.output)")
    }

    @Test(arguments: [
        (
            ["--network", "dense:8,relu,dense:2,softmax"],
            "softmaxCrossEntropy has a softmax of its own: leave out the last softmax"
        ),
        (
            ["--network", "dense:8,tanh,dense:1,sigmoid", "--loss", "binaryCrossEntropyWithLogits"],
            "binaryCrossEntropyWithLogits has a sigmoid of its own: leave out the last sigmoid"
        ),
        (
            ["--network", "dense:8,batchNorm,tanh,dense:2", "--batch", "1"],
            "a batch of one has no spread: the output of batchNorm is β, whatever goes in"
        ),
        (["--network", "dense:8,tanh,dense:2"], ""),
    ]) func whatFitsIllIsSaidWhenItBegins(options: [String], words: String) async throws {
        let data = ["--data", "moons"] + (options.contains("--loss") ? [] : ["--loss", "softmaxCrossEntropy"])
        let train = try await Command.backstep(["train"] + data + options + ["--epochs", "1"]).run()
        #expect(train.errors == (words.isEmpty ? "" : "backstep: \(words)\n"))
        let frame = try await Command.backstep(["frame"] + data + options + ["--keys", "", "--size", "160x40"]).run()
        #expect(words.isEmpty || frame.output.contains(words), "\(frame.output)")
    }
}
