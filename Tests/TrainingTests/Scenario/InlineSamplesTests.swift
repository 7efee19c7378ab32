import Basics
import Inspection
import Testing
import Training

/// Samples and weights that stand in the scenario itself.
struct InlineSamplesTests {
    static let chain = """
        samples: [{x: [2, 1], y: 1}]
        network: dense:2,relu,dense:1
        weights: {w1: [[1, -1], [0.5, 1]], b1: [0, 0], w2: [[1, -0.5]], b2: [0]}
        loss: mse
        batch: 1
        """

    private static func session(_ yaml: String) throws -> Session {
        let scenario = try Scenario(yaml: yaml, source: "made.yaml")
        guard let samples = scenario.samples else { throw InputError("samples", expected: "some", found: "none") }
        return try Session(scenario, data: samples.pair, history: 1 << 20)
    }

    @Test func aRunBeginsWithTheNumbersWritten() throws {
        let session = try Self.session(Self.chain)
        #expect((0..<9).map { session.network.parameters.readable[$0] } == [1, -1, 0.5, 1, 0, 0, 1, -0.5, 0])
        #expect(session.data.train.sample(0) == [2, 1] && session.data.train.count == 1 && session.data.heldOut.count == 1)
        session.step(.pass)
        // 1·1 − 0.5·2
        #expect(try session.value("a[2,0]") == 0)
        session.step(.pass, count: 2)
        #expect(try session.value("da[1,1]") == 1)
    }

    @Test func theyAreWrittenDownAsTheyWereRead() throws {
        for yaml in [
            Self.chain,
            "classes: [no, yes]\nsamples: [{x: [0, 1], y: yes}, {x: [1, 1], y: no}]\nheldOut: [{x: [2, 2], y: 1}]\nnetwork: dense:2",
            "samples: [{x: [[0, 1, 2], [3, 4, 5]], y: 1}]\nnetwork: conv:1x2,flatten,dense:1\nloss: mse",
        ] {
            let scenario = try Scenario(yaml: yaml, source: "made.yaml")
            #expect(try Scenario(yaml: scenario.yaml, source: "again.yaml") == scenario)
        }
    }

    @Test func rowsMakeAPicture() throws {
        let session = try Self.session(
            """
            samples: [{x: [[0, 1, 0], [0, 1, 0]], y: 1}]
            network: conv:1x2,flatten,dense:1
            weights: {w1: [[[[1, -1], [1, -1]]]], b1: [0]}
            loss: mse
            batch: 1
            """)
        #expect(session.data.train.sampleShape == [1, 2, 3])
        session.step(.pass)
        session.step(.pass)
        #expect(try (0..<2).map { try session.value("a[1,\($0)]") } == [-2, 2], "the edges of an upright bar")
    }

    @Test func classesAreNamed() throws {
        let session = try Self.session(
            "classes: [no, yes]\nsamples: [{x: [0, 1], y: yes}, {x: [1, 1], y: 0}]\nheldOut: [{x: [2, 2], y: 1}]\nnetwork: dense:2"
        )
        #expect(session.data.train.classNames == ["no", "yes"])
        #expect([0, 1].map { session.data.train.label(of: $0) } == [1, 0] && session.data.heldOut.label(of: 0) == 1)
    }

    @Test(arguments: [
        ("samples: []", "made.yaml: samples: expected 1 to 1000 samples such as {x: [2, 1], y: 1}, found 0"),
        ("samples: [{x: 1, z: 2}]", "made.yaml: samples 1: expected x or y, found 'z'; did you mean 'x'?"),
        (
            "samples: [{x: [1, a], y: 2}]",
            "made.yaml: samples 1: x: expected a number, or a list such as [2, 1], found something else"
        ),
        (
            "samples: [{x: 1, y: 2}, {x: [1, 2], y: 2}]",
            "made.yaml: samples 2: expected 1 inputs and 1 targets like the first sample, found 2 and 1"
        ),
        (
            "samples: [{x: [[1, 2], [3]], y: 2}]",
            "made.yaml: samples 1: x: expected rows of 2 numbers like the first, found 1"
        ),
        (
            "samples: [{x: [[1, 2], [3, 4]], y: 2}, {x: [1, 2, 3, 4], y: 2}]",
            "made.yaml: samples 2: expected 2×2 inputs and 1 targets like the first sample, found 4 and 1"
        ),
        ("classes: [a, b]\nsamples: [{x: 1, y: c}]", "made.yaml: samples 1: y: expected a class, found 'c'; did you mean 'a'?"),
        ("heldOut: [{x: 1, y: 1}]", "made.yaml: heldOut: expected samples beside it, found none"),
        ("weights: {v1: [1]}", "made.yaml: weights: key: expected w or b with a layer's number, such as w1, found 'v1'"),
        (
            "weights: {w1: [[1], [1, 2]]}",
            "made.yaml: weights: w1: expected finite numbers in rows of the same length, found something else"
        ),
        (
            "weights: {w1: [1, [2]]}",
            "made.yaml: weights: w1: expected finite numbers in rows of the same length, found something else"
        ),
    ])
    func aSlipIsTold(_ yaml: String, _ message: String) {
        let error = #expect(throws: InputError.self) { try Scenario(yaml: yaml, source: "made.yaml") }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("weights: {w1: [[1, 2]]}", "weights: w1: expected numbers in the shape 2×2, found 1×2"),
        ("weights: {w3: [[1, 2]]}", "weights: w3: expected a layer from 1 to 2, found 3"),
    ])
    func weightsFitTheNetwork(_ weights: String, _ message: String) {
        let yaml = "samples: [{x: [2, 1], y: 1}]\nnetwork: dense:2,relu,dense:1\nloss: mse\n\(weights)"
        let error = #expect(throws: InputError.self) { try Self.session(yaml) }
        #expect(error?.description == message)
    }
}

extension Session {
    /// The value of an expression at the moment in view.
    func value(_ text: String) throws -> Double? {
        var scope = watchScope
        scope.tellsDeeds = true
        return try WatchExpression(parsing: text, in: scope).value { value(of: $0) }
    }
}
