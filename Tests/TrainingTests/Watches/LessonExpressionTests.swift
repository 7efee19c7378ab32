import Inspection
import Testing
import Training

/// The words that lessons have besides those of watches.
struct LessonExpressionTests {
    private static func session(_ more: String = "") throws -> Session {
        let scenario = try Scenario(yaml: InlineSamplesTests.chain + more, source: "made.yaml")
        let session = try Session(scenario, data: try #require(scenario.samples).pair, history: 1 << 20)
        session.step(.pass, count: 3)
        return session
    }

    @Test(
        arguments: [
            ("x[0]", 2), ("x[1]", 1), ("a[0,1]", 1), ("y[0]", 1), ("da[2,0]", -2), ("da[1,0]", -2), ("da[1,1]", 1),
            ("∂L/∂a₁[1]", 1), ("fp[1,0]", 1), ("fp[2,0]", 1), ("min(x[0], x[1])", 1), ("max(2, 3) + round(2.6)", 6),
            ("delta[1,0] of sample 1", -2), ("z[1,1] of sample 1", 2), ("edits", 0), ("phase = backward", 1),
            ("phase != loss", 1),
            ("edited(w[1,0,0])", 0),
        ] as [(String, Double)])
    func areReadAndKnown(_ text: String, _ value: Double) throws { #expect(try Self.session().value(text) == value) }

    @Test func theSlopeOfABentFunctionIsThatAtZ() throws {
        let yaml = "samples: [{x: 1, y: 1}]\nnetwork: dense:1,sigmoid\nweights: {w1: [[0]], b1: [0]}\nloss: mse\nbatch: 1"
        let scenario = try Scenario(yaml: yaml, source: "made.yaml")
        let session = try Session(scenario, data: try #require(scenario.samples).pair, history: 1 << 20)
        session.step(.pass)
        #expect(try session.value("fp[1,0]") == 0.25)
    }

    @Test(arguments: [1, 2]) func sharesOfAttentionAreKnownByPlace(_ heads: Int) throws {
        let session = try Small.session("selfAttention:\(heads),flatten,dense:3", data: Small.blobs(features: 12, shape: [3, 4]))
        #expect(try session.value(heads == 1 ? "A[1,2,0]" : "A[1,1,2,0]") == nil, "it has not gone forward")
        session.step(.pass)
        for query in 0..<3 {
            let shares = try (0..<3).map { key in
                try #require(try session.value(heads == 1 ? "A₁[\(query),\(key)]" : "A₁[1,\(query),\(key)]"))
            }
            #expect(abs(shares.reduce(0, +) - 1) < 1e-6 && shares.allSatisfy { $0 > 0 })
        }
        #expect(throws: WatchError.self) { try session.value("A[1,0]") }
        #expect(throws: WatchError.self) { try session.value("A[2,0,0]") }
    }

    @Test func anEditIsKnownUntilItIsTakenBack() throws {
        let session = try Self.session()
        #expect(session.intervene(.parameter(0, 3)))
        #expect(try session.value("edited(w[1,0,0])") == 1 && session.value("edited(w[1,0,1])") == 0)
        #expect(try session.value("edits") == 1)
        #expect(session.undo())
        #expect(try session.value("edited(w[1,0,0])") == 0)
    }

    @Test(arguments: [
        ("x[2]", "this network has inputs 0 to 1, found 2"), ("y[1]", "this network has outputs 0 to 0, found 1"),
        ("loss of sample 1", "only z, a and delta of a neuron are known of another sample"),
        ("visited(lunch)", "expected forward, loss, backward, update, found 'lunch'"),
        ("opened(gradint)", "no pane is called 'gradint'; :help commands lists them"),
        ("edited(loss)", "expected a weight or a bias, as in edited(w₁[0,0])"),
        ("loss@noon", "expected start or before behind @, found 'noon'"),
    ])
    func whatThereIsNotIsRefused(_ text: String, _ message: String) throws {
        var scope = try Self.session().watchScope
        scope.tellsDeeds = true
        let error = #expect(throws: WatchError.self) { try WatchExpression(parsing: text, in: scope) }
        #expect(error?.message == message)
    }

    @Test(arguments: ["visited(update)", "loss@start", "opened(explain)", "asked(on)"])
    func deedsHaveNoMeaningWhereNobodyWatches(_ text: String) throws {
        let scope = try Self.session().watchScope
        #expect(throws: WatchError.self) { try WatchExpression(parsing: text, in: scope) }
    }
}
