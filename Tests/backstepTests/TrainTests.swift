import Foundation
import TestSupport
import Testing

/// The contract of `backstep train`, which other tools rely on.
struct TrainTests {
    @Test func everyLineIsJSONAndTheLastSaysAll() async throws {
        let result = try await train([])
        let events = try events(result)
        #expect(result.errors == "")
        #expect(events.count >= 3)
        #expect(events[0]["event"] as? String == "data")
        for event in events.dropFirst().dropLast() {
            #expect(event["event"] as? String == "progress")
            #expect(try #require(event["trainLoss"] as? Double) > 0)
        }
        let end = try #require(events.last)
        #expect(
            Set(end.keys) == [
                "event", "iterations", "samplesSeen", "trainLoss", "testLoss", "testAccuracy", "seconds", "parametersDigest",
            ])
        #expect(end["event"] as? String == "end")
        #expect(end["iterations"] as? Int == 16)
        #expect(end["samplesSeen"] as? Int == 512)
        #expect((0...1).contains(try #require(end["testAccuracy"] as? Double)))
        #expect(try #require(end["testLoss"] as? Double) > 0)
        #expect(try #require(end["seconds"] as? Double) > 0)
        let digest = try #require(end["parametersDigest"] as? String)
        #expect(digest.count == 64 && digest.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }

    /// Of numbers that are approximated the end says how much of their spread is explained.
    @Test func regressionEndsWithItsDetermination() async throws {
        let options = ["train", "--data", "wave", "--network", "dense:16,tanh,dense:1", "--optimizer", "adam(learningRate:0.02)"]
        let learned = try await Command.backstep(options + ["--epochs", "60", "--json"]).run()
        let end = try #require(try events(learned).last)
        let determination = try #require(end["testR2"] as? Double)
        #expect((0.5...1).contains(determination), "\(learned)")
        let text = try await Command.backstep(options + ["--epochs", "60"]).run()
        #expect(text.output.contains(", R² \(String(format: "%.4f", determination))"), "\(text)")
        // One that has learned nothing is no better than the mean.
        let untrained = try await Command.backstep(options + ["--learning-rate", "1e-12", "--epochs", "1", "--json"]).run()
        #expect(try #require(try events(untrained).last?["testR2"] as? Double) < 0.2)
    }

    @Test func theFirstLineSaysWhatIsTrainedOn() async throws {
        let folder = try TemporaryFolder()
        let rows = (0..<20).map {
            "\($0 % 2 == 0 ? "low" : "high"),\($0),\($0 % 2 == 0 ? "N" : "S"),\($0 == 3 ? "" : "1.\($0)")\n"
        }.joined()
        let file = try folder.write("species,row,side,mass\n" + rows, to: "t.csv")
        let result = try await Command.backstep([
            "train", "--data", file.path, "--table", "without:row", "--epochs", "1", "--json",
        ]).run()
        let event = try #require(try events(result).first)
        #expect(event["event"] as? String == "data")
        #expect(event["samples"] as? Int == 14 && event["heldOut"] as? Int == 5 && event["leftOut"] as? Int == 1)
        #expect(event["inputs"] as? [String] == ["side=N", "side=S", "mass"])
        #expect(event["target"] as? String == "species" && event["task"] as? String == "classification")
        #expect(event["classes"] as? [String] == ["high", "low"] && event["scale"] as? String == "standard")
        let computed = try #require(try events(try await train([])).first)
        #expect(computed["inputs"] as? [String] == ["x1", "x2"] && computed["scale"] as? String == "none")
        let text = try await Command.backstep(["train", "--data", file.path, "--epochs", "1", "--target", "mass"]).run()
        #expect(text.output.contains("target mass: a number; standardized"), "\(text.output)")
    }

    @Test func theSeedAndNothingElseDecidesTheDigest() async throws {
        let first = try await digest(["--seed", "7"])
        let again = try await digest(["--seed", "7"])
        let other = try await digest(["--seed", "8"])
        #expect(first == again)
        #expect(first != other)
    }

    @Test func theScreenAndTheHeadlessRunComputeTheSame() async throws {
        let headless = try await digest([])
        let screen = try await TinyRun.frame("16n").digest
        #expect(headless == screen)
    }

    @Test(arguments: [[], ["run"]])
    func withoutATerminalItTrainsAndSaysSo(_ command: [String]) async throws {
        let result = try await Command.backstep(command + TinyRun.options + ["--epochs", "2"]).run()
        #expect(result.ending == .exit(0))
        #expect(result.errorLines.count == 1)
        #expect(result.errors.contains("no terminal"), "\(result.errors)")
        #expect(result.output.contains("epoch"), "\(result.output)")
        #expect(result.output.contains("accuracy"), "\(result.output)")
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func aScenarioFileIsReadAndOptionsCountMore() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "data: moons\npinned: 0\nnetwork: dense:8,relu,dense:2\nbatch: 64\nepochs: 3\nthreads: 1\n", to: "small.yaml")
        let result = try await Command.backstep([
            "train", file.path, "--train-count", "256", "--batch", "32", "--epochs", "2", "--json",
        ]).run()
        #expect(try events(result).last?["iterations"] as? Int == 16)
        let direct = try await digest([])
        #expect(try events(result).last?["parametersDigest"] as? String == direct)
    }

    @Test func aRunThatDivergesStillEndsInJSON() async throws {
        let result = try await train(["--learning-rate", "1e30"])
        let end = try #require(try events(result).last)
        #expect(end["event"] as? String == "end")
        #expect(end["trainLoss"] is NSNull, "\(result.output)")
    }

    private func train(_ more: [String]) async throws -> CommandResult {
        let result = try await Command.backstep(["train"] + TinyRun.options + ["--epochs", "2", "--json"] + more).run()
        guard result.isSuccess else { throw Unexpected(description: "train \(more): \(result)") }
        return result
    }

    private func digest(_ more: [String]) async throws -> String {
        let end = try events(await train(more)).last
        return try #require(end?["parametersDigest"] as? String)
    }

    /// Every line as a JSON object.
    private func events(_ result: CommandResult) throws -> [[String: Any]] {
        try result.outputLines.map { line in
            guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw Unexpected(description: "no JSON object: \(line)")
            }
            return event
        }
    }

    /// NaN is a value and no failure, but nobody should have to guess.
    @Test func whatIsNoTrainingAnyMoreIsSaid() async throws {
        let result = try await Command.backstep([
            "train", "--data", "xor", "--network", "dense:3,tanh,dense:2", "--learning-rate", "1e308", "--epochs", "3", "--json",
        ]).run()
        #expect(result.isSuccess)
        #expect(
            result.errorLines.count == 1
                && result.errors.contains("NaN or ∞ first in the weights of layer 1 (dense), in iteration 1"))
        #expect(result.outputLines.last?.contains("\"nonFinite\":\"NaN or ∞ first in") == true)
        let sound = try await Command.backstep([
            "train", "--data", "xor", "--network", "dense:3,tanh,dense:2", "--epochs", "3", "--json",
        ]).run()
        #expect(sound.errors.isEmpty && sound.outputLines.last?.contains("nonFinite") == false)
    }
}
