import Basics
import Inspection
import Testing
import Training

@Suite struct ScenarioFileTests {
    @Test func aFileSaysEverythingOrLeavesItToTheDefaults() throws {
        let yaml = """
            name: tiny
            summary: "a: colon"
            data: moons
            testData: other
            network: dense:4,tanh,dense:2
            loss: mse
            optimizer: sgd(momentum:0.9)
            initializer: he
            learningRate: 2.5e-3
            schedule: cosine
            clip: norm:1
            l1: 0.5
            l2: 1
            penaltyScope: all
            stop: [loss:0.05, accuracy: 0.9]
            batch: 7
            epochs: 3
            seed: 18446744073709551615
            pinned: 1
            threads: 2
            """
        let expected = Scenario(
            name: "tiny", summary: "a: colon", data: "moons", testData: "other", network: "dense:4,tanh,dense:2", loss: "mse",
            optimizer: "sgd(momentum:0.9)", initializer: "he", learningRate: 0.0025, schedule: "cosine", clip: "norm:1", l1: 0.5,
            l2: 1,
            penaltyScope: .all, batch: 7, epochs: 3, stop: ["loss:0.05", "accuracy:0.9"], seed: .max, pinned: 1, threads: 2)
        #expect(try Scenario(yaml: yaml, source: "tiny.yaml") == expected)
        #expect(try Scenario(yaml: "batch: 1", source: "b.yaml") == Scenario(name: "", summary: "", batch: 1))
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var yaml: String
        /// Parts that the line must have.
        var parts: [String]
        var testDescription: String { yaml.count > 60 ? "\(yaml.prefix(60))…" : yaml }
    }

    static let bad = [
        Bad(yaml: "", parts: ["network:", "none"]),
        Bad(yaml: "just text", parts: ["lines such as"]),
        Bad(yaml: "- a\n- b", parts: ["lines such as"]),
        Bad(yaml: "network: [dense", parts: ["YAML"]),
        Bad(yaml: "a: b: c", parts: ["YAML"]),
        Bad(yaml: "batch: 3\nbatch: 4", parts: ["batch"]),
        Bad(yaml: "\tbatch: 3", parts: ["YAML"]),
        Bad(yaml: "netwrok: dense:3", parts: ["netwrok", "network"]),
        Bad(yaml: "\"a\\nb\": 3", parts: ["bad.yaml: key", "one of name"]),
        Bad(yaml: "? [a]\n: 3", parts: ["bad.yaml: key", "one of name"]),
        Bad(yaml: "batch: many", parts: ["batch", "whole number", "many"]),
        Bad(yaml: "batch: |\n  1\n  2\n", parts: ["batch", "whole number"]),
        Bad(yaml: "batch: 3.5", parts: ["batch", "whole number", "3.5"]),
        Bad(yaml: "batch: [1]", parts: ["batch", "whole number", "list"]),
        Bad(yaml: "batch: 0", parts: ["batch", "0", "32"]),
        Bad(yaml: "batch: 99999999999999999999", parts: ["batch", "whole number"]),
        Bad(yaml: "epochs: -1", parts: ["epochs", "-1"]),
        Bad(yaml: "seed: -1", parts: ["seed", "-1"]),
        Bad(yaml: "pinned: -5", parts: ["pinned", "-5"]),
        Bad(yaml: "threads: 0", parts: ["threads", "0"]),
        Bad(yaml: "learningRate: nan", parts: ["learning rate", "nan"]),
        Bad(yaml: "learningRate: 0", parts: ["learning rate", "0"]),
        Bad(yaml: "l1: -1", parts: ["l1", "-1"]),
        Bad(yaml: "stop: [[a]]", parts: ["stop", "criterion"]),
        Bad(yaml: "learningRate: fast", parts: ["learningRate", "number", "fast"]),
        Bad(yaml: "network: {dense: 3}", parts: ["network", "text"]),
        Bad(yaml: "name: \"\\e[2J\\a\"\nbatch: \"\\e[31m\"", parts: ["batch"]),
        Bad(yaml: String(repeating: "[", count: 100_000), parts: ["YAML"]),
        Bad(yaml: "batch: \(String(repeating: "x", count: 100_000))", parts: ["batch"]),
    ]

    @Test(arguments: bad) func everyKindOfBadFileGivesOneClearLine(_ bad: Bad) {
        let error = #expect(throws: InputError.self) { try Scenario(yaml: bad.yaml, source: "bad.yaml") }
        let line = error?.description ?? ""
        #expect(error?.subject.hasPrefix("bad.yaml") == true, "names what was read: \(line)")
        #expect(error?.expected.isEmpty == false && error?.found.isEmpty == false, "\(line)")
        for part in bad.parts { #expect(line.contains(part), "\(part) in: \(line)") }
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }, "one line, no control characters")
        #expect(line.count < 600)
        #expect(error?.kind == .malformed)
    }

    @Test(arguments: [Double.nan, .infinity, 0, -0.1]) func aRateThatIsNoneIsRefusedBeforeAnythingIsBuilt(_ rate: Double) {
        let error = #expect(throws: InputError.self) { try Small.session(rate: rate) }
        #expect(error?.kind == .usage)
        #expect(error?.subject == "learning rate \(rate)")
        #expect(error?.found == "\(rate)")
        #expect(error?.expected == "a finite number above 0")
    }

    @Test func theDefaultsAreValid() throws {
        try Scenario().validate()
    }
}
