import Basics
import Foundation
import Inspection
import NeuralNetwork
import TestSupport
import Testing
import Training

/// Runs with a bug in them: numbers worked out by hand, and who is told.
struct BugScenarioTests {
    /// Networks small enough to reckon with.
    static let chain = """
        samples: [{x: [2, 1], y: 1}]
        network: dense:2,relu,dense:1
        weights: {w1: [[1, -1], [0.5, 1]], b1: [0, 0], w2: [[1, -0.5]], b2: [0]}
        loss: mse
        learningRate: 0.05
        batch: 1
        """
    static let (blame, batch) = (SmallNetworks.blame, SmallNetworks.batch)
    static let (sigmoids, surprise) = (SmallNetworks.sigmoids, SmallNetworks.surprise)

    static func session(_ yaml: String, _ bug: String? = nil, hunt: Bool = false) throws -> Session {
        let lines = (bug.map { "\nbug: \($0)" } ?? "") + (hunt ? "\nhunt: true" : "")
        let scenario = try Scenario(yaml: yaml + lines, source: "made.yaml")
        guard let samples = scenario.samples else { throw InputError("samples", expected: "some", found: "none") }
        return try Session(scenario, data: samples.pair, history: 1 << 20)
    }

    /// A number that a bug makes of another.
    struct Case: Sendable, CustomTestStringConvertible {
        let bug: String
        let yaml: String
        let quantity: String
        let right: Double
        let wrong: Double
        /// Iterations before the one that is looked at.
        var after = 0

        var testDescription: String { "\(bug): \(quantity)" }
    }

    static let cases: [Case] = [
        Case(bug: "update-while-going-back", yaml: chain, quantity: "g[1,1,0]", right: 2, wrong: 1.2),
        Case(bug: "slope-at-a", yaml: sigmoids, quantity: "delta[2,0]", right: -0.25, wrong: -0.2350),
        Case(bug: "slope-at-a", yaml: sigmoids, quantity: "delta[1,0]", right: -0.0625, wrong: -0.0552),
        Case(bug: "no-slope", yaml: sigmoids, quantity: "delta[1,0]", right: -0.0625, wrong: -1),
        Case(bug: "transposed", yaml: blame, quantity: "da[1,0]", right: 3, wrong: -1.5),
        Case(bug: "transposed", yaml: blame, quantity: "g[1,0,0]", right: 6, wrong: -3),
        Case(bug: "sum", yaml: batch, quantity: "g[1,0,0]", right: -5, wrong: -10),
        Case(bug: "sum", yaml: batch, quantity: "g[1,0,1]", right: -12.5, wrong: -25),
        Case(bug: "not-zeroed", yaml: batch, quantity: "g[1,0,0]", right: -5, wrong: -5),
        Case(bug: "not-zeroed", yaml: batch, quantity: "g[1,0,0]", right: 5.1, wrong: 0.1, after: 1),
        Case(bug: "shared-out", yaml: blame, quantity: "g[1,0,0]", right: 6, wrong: 0.4),
        Case(bug: "shared-out", yaml: blame, quantity: "g[1,1,0]", right: -6, wrong: -1.6),
        Case(bug: "averaged", yaml: batch, quantity: "g[1,0,0]", right: -5, wrong: -6.75),
        Case(bug: "averaged", yaml: batch, quantity: "g[1,0,1]", right: -12.5, wrong: -9),
        Case(bug: "no-bias", yaml: blame, quantity: "gb[1,0]", right: 3, wrong: 0),
        Case(bug: "softmax-missing", yaml: surprise, quantity: "delta[1,1]", right: -0.75, wrong: -4),
        Case(bug: "softmax-missing", yaml: surprise, quantity: "delta[1,0]", right: 0.5, wrong: 0),
        Case(bug: "relu-gates-gradient", yaml: blame, quantity: "delta[2,0]", right: -3, wrong: 0),
        Case(bug: "relu-gates-gradient", yaml: blame, quantity: "g[1,0,0]", right: 6, wrong: 12),
    ]

    @Test(arguments: cases) func aBugMakesTheseNumbers(_ test: Case) throws {
        for (bug, value) in [(nil, test.right), (test.bug, test.wrong)] {
            let session = try Self.session(test.yaml, bug)
            session.move(to: session.machine.beforeUpdates(ofIteration: test.after))
            #expect(abs(try #require(try session.value(test.quantity)) - value) < 1e-4, "\(bug ?? "none")")
        }
    }

    @Test func everyBugMakesSomeNumber() { #expect(Set(Self.cases.map(\.bug)) == Set(BugSpec.names)) }

    /// The check on the screen says of every layer whether it is right.
    @Test(
        arguments: [
            ("update-while-going-back", chain, 0, [false, true]), ("transposed", blame, 0, [false, true, true]),
            ("shared-out", blame, 0, [false, false, true]), ("relu-gates-gradient", blame, 0, [false, false, true]),
            ("no-slope", sigmoids, 0, [false, false, true]), ("slope-at-a", chain, 0, [true, true]), ("sum", batch, 0, [false]),
            ("not-zeroed", batch, 0, [true]), ("not-zeroed", batch, 1, [false]), ("softmax-missing", surprise, 0, [false]),
            ("none", blame, 0, [true, true, true]),
        ] as [(String, String, Int, [Bool])])
    func theCheckTellsLayersApart(_ bug: String, _ yaml: String, _ after: Int, _ verdicts: [Bool]) throws {
        let session = try Self.session(yaml, bug == "none" ? nil : bug)
        session.move(to: session.machine.beforeUpdates(ofIteration: after))
        let reading = session.ask(CheckProbe(selection: Selection(column: 1, neuron: 0, input: 0)))
        guard case .checked(let check)? = reading else { throw InputError("check", expected: "a reading", found: "none") }
        #expect(check.layers.map { $0.firstWrong == nil } == verdicts)
        #expect(check.layers.allSatisfy { $0.parameters.count == $0.count })
    }

    @Test(arguments: [("not-zeroed", batch), ("update-while-going-back", blame)])
    func whoGoesBackInTimeFindsTheSameBits(_ bug: String, _ yaml: String) throws {
        let there = try Self.session(yaml, bug)
        there.move(to: there.machine.end(ofIteration: 5))
        let digest = there.parametersDigest()
        there.move(to: there.machine.end(ofIteration: 8))
        there.move(to: Position(iteration: 2, done: 3))
        there.move(to: there.machine.end(ofIteration: 5))
        #expect(there.parametersDigest() == digest)
        let error = try there.value("g[1,0,0]")
        there.move(to: Position(iteration: 5, done: 2))
        there.move(to: there.machine.end(ofIteration: 5))
        #expect(try there.value("g[1,0,0]") == error)
    }

    @Test func filesSayThatThereIsABug() throws {
        let session = try Self.session(Self.blame, "transposed", hunt: true)
        let record = try SessionRecord(yaml: session.record(withDigest: false).yaml, source: "again.yaml")
        #expect(record.scenario.bug?.name == "transposed" && record.scenario.hunt)
        let file = try Safetensors(parsing: session.trainer.modelFile(), source: "model")
        let described = try ModelDescription(file.metadata, source: "model").scenario
        #expect(described?.bug?.name == "transposed")
    }

    @Test func aHuntIsToldNobody() throws {
        let (told, hunted) = (try Self.session(Self.blame, "transposed"), try Self.session(Self.blame, "transposed", hunt: true))
        #expect(told.status.bug?.name == "transposed" && !told.status.isHunt)
        #expect(hunted.status.bug == nil && hunted.status.isHunt)
        #expect(told.settings.contains { $0.key == "bug" } && !hunted.settings.contains { $0.key == "bug" })
        #expect(told.trainer.remark?.contains("transposed") == true && hunted.trainer.remark == nil)
        let healthy = try Self.session(Self.blame).scenario
        #expect(hunted.scenario.differences(from: healthy).isEmpty && !told.scenario.differences(from: healthy).isEmpty)
    }
}
