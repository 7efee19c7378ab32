import Basics
import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct SessionRecordTests {
    /// Three branches, marks, a changed optimizer, and a position within an iteration.
    private func lived(_ run: Itinerary) throws -> Session {
        let session = try run.session(seed: 11)
        let machine = session.machine
        session.move(to: machine.end(ofIteration: 19))
        session.intervene(.learningRate(0.0123456789))
        session.move(to: machine.end(ofIteration: 23))
        session.move(to: machine.end(ofIteration: 6))
        session.mark("a")
        session.intervene(.parameter(4, 1 / 3))
        session.move(to: machine.end(ofIteration: 12))
        session.move(to: machine.end(ofIteration: 9))
        session.intervene(.optimizer(try OptimizerSpec(parsing: "adam(beta1:0.8)")))
        session.intervene(.penalty("elasticNet(l2:0.01)"))
        session.intervene(.batch(9))
        if run.network.contains("dropout") { session.intervene(.dropout(0.125)) }
        session.move(to: Position(iteration: 13, done: 3))
        session.rename(branch: 2, "with \"adam\"")
        return session
    }

    @Test(arguments: Itinerary.all) func whatIsWrittenDownIsReplayedToTheSameBits(_ run: Itinerary) throws {
        let session = try lived(run)
        let record = session.record(withDigest: true)
        let text = record.yaml
        let read = try SessionRecord(yaml: text, source: "test.yaml")
        #expect(read == record)
        let again = try Session(read.scenario, data: session.data, seed: read.seed, history: run.history)
        #expect(try again.replay(read, source: "test.yaml"))
        #expect(again.position == session.position && again.parametersDigest() == session.parametersDigest())
        #expect(
            again.branches.map(\.name) == session.branches.map(\.name)
                && again.branches.map(\.newest) == session.branches.map(\.newest))
        #expect(again.readingsInView.map(\.bitPattern) == session.readingsInView.map(\.bitPattern))
        for branch in session.branches {
            session.goTo(branch: branch.id)
            again.goTo(branch: try #require(again.branches.first { $0.name == branch.name }).id)
            #expect(again.record == session.record, "the curves of \(branch.name)")
        }
        #expect(again.beginReturning(toMark: "a") == session.beginReturning(toMark: "a"))
        #expect(again.record(withDigest: false).yaml.contains("letter: \"a\""))
    }

    @Test func everySettingOfAScenarioIsWritten() throws {
        var scenario = Scenario(
            name: "all \"of\" it", summary: "a: b # c\n", data: "folder/with space", testData: "x", network: "dense:3",
            loss: "mse", optimizer: "adam",
            initializer: "xavier", learningRate: 0.1 + 0.2, schedule: "cosine", clip: "norm:1", l1: 1e-5, l2: 0.25,
            penaltyScope: .all, batch: 7,
            epochs: 3, stop: ["loss:0.05", "patience:5"], seed: .max, pinned: 2, threads: 2)
        scenario.noise = 0.125
        scenario.bug = "transposed"
        scenario.hunt = true
        scenario.split = 0.25
        scenario.target = TargetChoice("price: in €:value")
        scenario.table = try TableOptions(parsing: "separator:;,decimal:,,without:a b+c")
        scenario.scale = .unit
        scenario.trainCount = 77
        let inline = try Scenario(yaml: "samples: [{x: [1, 2], y: 3}]\nweights: {w1: [[1, 2]]}", source: "inline")
        (scenario.samples, scenario.weights) = (inline.samples, inline.weights)
        scenario.view = ViewHints(pane: "loss", isZoomed: true, grain: .neuron, speed: .steps(4), isLogarithmic: false)
        #expect(try Scenario(yaml: scenario.yaml, source: "test") == scenario)
        // None of what a scenario has is left out.
        #expect(Mirror(reflecting: scenario).children.count == scenario.yaml.split(separator: "\n").count)
    }

    @Test func otherParametersAreNoticed() throws {
        var record = try lived(Itinerary.all[0]).record(withDigest: true)
        record.digest = "0000"
        let session = try Itinerary.all[0].session(seed: 11)
        #expect(try !session.replay(record, source: "test.yaml"))
    }

    @Test(
        arguments: [
            ("session: 1", "session: 2"), ("session: 1\n", ""), ("\npinned:", "\npined:"), ("newest: 24", "newest: -3"),
            ("learningRate: 0.0123456789", "learningRate: nan"), ("value: 0.33333334", "value: inf"),
            ("branch: ", "branch: [1]\nx: "),
            ("position: {iteration: 13, done: 3}", "position: 7"), ("network: ", "network: 7\n  netwrk: "),
            ("- name: \"main\"", "- nam: \"main\""),
            ("branches:\n", "branches: 3\nx:\n"), ("{at: 7, set", "{at: seven, set"),
        ])
    func aBadFileIsSaidInOneLine(_ old: String, _ new: String) throws {
        let text = try lived(Itinerary.all[0]).record(withDigest: false).yaml
        #expect(text.contains(old), "\(text)")
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        let error = #expect(throws: InputError.self) { try SessionRecord(yaml: changed, source: "f.yaml") }
        #expect(error?.kind == .malformed)
        #expect(error?.subject.hasPrefix("f.yaml") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test(arguments: [
        ("0.weight", "7.weight"), ("done: 3}", "done: 300}"), ("{iteration: 13", "{iteration: 500000000"),
        ("at: 20, ", "at: 30, "), ("branch: \"with", "branch: \"wit"),
        ("newest: 24", "newest: 999999999"), ("fork: 7", "fork: 999999999"), ("at: {iteration: 6", "at: {iteration: 999999999"),
    ])
    func whatDoesNotFitTheNetworkIsSaid(_ old: String, _ new: String) throws {
        var text = try lived(Itinerary.all[0]).record(withDigest: false).yaml
        #expect(text.contains(old))
        text = text.replacing(old, with: new, maxReplacements: 1)
        if old.hasPrefix("at") {
            text = text.replacing(
                "- {at: 30, learningRate: 0.0123456789}",
                with: "- {at: 30, learningRate: 0.5}\n      - {at: 2, learningRate: 0.3}")
        }
        let record = try SessionRecord(yaml: text, source: "f.yaml")
        let session = try Itinerary.all[0].session(seed: 11)
        let error = #expect(throws: InputError.self) { try session.replay(record, source: "f.yaml") }
        #expect(error?.kind == .malformed)
        #expect(error?.subject.hasPrefix("f.yaml") == true)
    }
}
