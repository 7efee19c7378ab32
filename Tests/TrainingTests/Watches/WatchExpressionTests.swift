import Foundation
import Inspection
import Testing
import Training

/// The language of breakpoints and watches: what is understood, what is refused and where, and what the numbers are.
struct WatchExpressionTests {
    /// Three layers: 5 → 6 tanh → 4 relu → 3.
    private static func session(_ loss: String = "softmaxCrossEntropy") throws -> Session {
        try Small.session("dense:6,tanh,dense:4,relu,dense:3", loss: loss, clip: "norm:0.2")
    }

    /// Each with the first wrong character.
    @Test(arguments: [
        ("", 0, "expected an expression such as loss < 0.1"), ("los < 1", 0, "no quantity is called 'los'; did you mean loss?"),
        ("loss < ", 7, "expected a number or a name such as loss or w₁[0,0], found the end"),
        ("loss < 1 < 2", 9, "expected one comparison; join two with and"),
        ("loss # 3", 5, "'#' has no meaning here"), ("1e999 < loss", 0, "'1e999' is no number that can be held"),
        ("1.2.3 < loss", 0, "'1.2.3' is no number that can be held"),
        ("(loss < 1", 9, "expected ) to close the parenthesis, found the end"),
        ("|loss < 1", 6, "expected | to close the magnitude, found '<'"),
        ("g₁ < 3", 0, "expected |g₁|, the length of the vector, or one of its numbers"),
        ("w₄[0,0] > 0", 1, "this network has layers 1 to 3, found 4"), ("δ2[4] < 0", 3, "layer 2 has neurons 0 to 3, found 4"),
        ("∂L/∂c₁[0]", 0, "no quantity is called '∂L/∂c'; ∂L/∂w, ∂L/∂b, ∂L/∂z and ∂L/∂a are"),
        ("w1[2] > 0", 4, "expected 2 numbers behind the layer, as in w₁[0,0], found ']'"),
        ("p[3] > 0.5", 2, "expected a class (class 0, class 1, class 2), found '3'"),
        ("g[1] < 3", 0, "expected |g[1]|, the length of the vector, or one of its numbers"),
        ("w[4,0,0] > 0", 2, "this network has layers 1 to 3, found 4"),
        ("w[0,0,0] > 0", 2, "this network has layers 1 to 3, found 0"),
        ("w[1,6,0] > 0", 4, "layer 1 has neurons 0 to 5, found 6"), ("w[2,3,6] > 0", 6, "layer 2 has inputs 0 to 5, found 6"),
        ("w[2,3] > 0", 5, "expected 2 numbers behind the layer, as in w₂[0,0], found ']'"),
        ("b[3,3] > 0", 4, "layer 3 has neurons 0 to 2, found 3"),
        ("w[1.5,0,0] > 0", 2, "expected a layer from 1 to 3, found '1.5'"),
        ("w > 0", 2, "expected a layer, as in w₁, found '>'"),
        ("p(3) > 0.5", 2, "expected a class (class 0, class 1, class 2), found '3'"),
        ("dead(layer 4)", 11, "this network has layers 1 to 3, found 4"),
        ("loss < 1 and 3", 13, "expected a condition such as 3 < 0.1"),
        ("loss < 1 + nan", 11, "expected a number, found a condition"),
        ("batch", 5, "expected loss or accuracy behind batch, found the end"),
        ("loss < 1 2", 9, "expected the end, a comparison, and, or, or an operator, found '2'"),
        ("sign(g[1])", 5, "expected |g[1]|, the length of the vector, or one of its numbers"),
        ("not loss", 4, "expected a condition such as loss < 0.1"),
        ("δ[2,4] < 0", 4, "layer 2 has neurons 0 to 3, found 4"), ("b[1] = 0", 3, "expected a neuron, as in b₁[0]"),
    ])
    func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ position: Int, _ message: String) throws {
        let scope = try Self.session().watchScope
        let error = #expect(throws: WatchError.self) { try WatchExpression(parsing: text, in: scope) }
        #expect(error?.position == position)
        #expect(error?.message == message)
    }

    @Test func depthAndLengthHaveTheirLimits() throws {
        let scope = try Self.session().watchScope
        for text in [
            String(repeating: "(", count: 5000), String(repeating: "-", count: 5000) + "1",
            String(repeating: "not ", count: 5000) + "nan",
            String(repeating: "|", count: 5000),
        ] {
            #expect(throws: WatchError.self) { try WatchExpression(parsing: text, in: scope) }
        }
    }

    @Test(arguments: [
        ("loss", false), ("loss < 0.1", true), ("accuracy >= 97%", true), ("heldout loss", false), ("nan", true),
        ("|g[1]|/|g[3]| < 1e-4", true),
        ("‖g[1]‖ ≤ 1e-4", true), ("|w[2]|", false), ("|dw[1]| / |w[1]|", false), ("pinned flips", true),
        ("p(class 1) > 0.9", true), ("p(2)", false),
        ("dead(layer 2)", true), ("dead(2) + 0", false), ("sign(w[2,0,3])", true), ("sign(w[2,0,3]) * 1", false),
        ("w[2,0,3]", false), ("z[2,3]", false),
        ("δ[1,5] > 0 and not (η > 1 or nan)", true), ("-loss + 2 × 3 − 4 / 5 · 6", false), ("|loss - heldout loss|", false),
        ("prediction changes", true),
        ("held-out accuracy", false), ("iteration >= 100 and epoch < 3", true),
    ])
    func isANumberOrACondition(_ text: String, _ isCondition: Bool) throws {
        let scope = try Self.session().watchScope
        let expression = try WatchExpression(parsing: "  \(text) ", in: scope)
        #expect(expression.isCondition == isCondition && expression.text == text)
        if isCondition {
            _ = try WatchExpression(parsingCondition: text, in: scope)
        } else {
            #expect(throws: WatchError.self) { try WatchExpression(parsingCondition: text, in: scope) }
        }
    }

    private func value(_ text: String, _ session: Session) throws -> Double? {
        let driver = SessionDriver(session)
        try driver.perform(.removeWatch(nil))
        try driver.perform(.addWatch(try WatchExpression(parsing: text, in: session.watchScope), isBreakpoint: false))
        let row = try #require(session.ask(WatchesProbe(columns: 0))?.rows.first)
        return row.holds.map { $0 ? 1 : 0 } ?? row.value
    }

    @Test func numbersAreThoseOfTheScreen() throws {
        let session = try Self.session()
        session.step(.iteration, count: 7)
        for (column, neuron, input) in [(1, 0, 0), (2, 3, 5), (3, 2, 1)] {
            let card = try #require(session.explained(column, neuron, input))
            #expect(try value("z[\(column),\(neuron)]", session) == card.z)
            #expect(try value("a[\(column),\(neuron)]", session) == card.a)
            #expect(try value("delta[\(column),\(neuron)]", session) == card.delta)
            #expect(try value("w[\(column),\(neuron),\(input)]", session) == card.updated)
            #expect(try value("g[\(column),\(neuron),\(input)]", session) == card.gradient)
            let change = try #require(card.updated) - card.weight
            #expect(try value("dw[\(column),\(neuron),\(input)]", session) == change)
        }
        let prediction = try #require(session.ask(PredictionProbe(sample: .pinned)))
        #expect(try value("p(class 1)", session) == prediction.actual[1])
        #expect(try value("prediction", session) == prediction.answer.map(Double.init))
        #expect(try value("pinned loss", session) == prediction.loss)
        #expect(try value("loss", session) == session.batchDataLoss)
        #expect(try value("iteration", session) == 7)
        #expect(try value("lr", session) == 0.1)
        let norms = try #require(session.ask(GradientsProbe(historyColumns: 1)))
        for (column, layer) in norms.layers.enumerated() {
            let norm = try #require(try value("|g[\(column + 1)]|", session))
            #expect(abs(norm / (layer.norm ?? .nan) - 1) < 1e-6)
        }
    }

    /// With a penalty, the number that is called loss is that of the samples everywhere; what is minimized has a name of its own.
    @Test(arguments: [0, 0.01, 0.5]) func lossAndObjectiveEachHaveOneName(_ l2: Double) throws {
        let session = try Small.session(l2: l2)
        session.step(.iteration, count: 2)
        session.move(to: Position(iteration: 2, done: session.machine.ordinal(of: .loss) + 1))
        let weights = session.network.layout.entries.filter(\.isWeight).flatMap { $0.range }
        let penalty =
            l2 * weights.reduce(0.0) { $0 + Double(session.network.parameters[$1]) * Double(session.network.parameters[$1]) }
        let outputs = session.loss.probabilities(in: session.workspace)
        let classes = session.workspace.targetClasses
        let samples = session.workspace.count
        let width = outputs.count / samples
        let loss = (0..<samples).reduce(0.0) { $0 - log(Double(outputs[$1 * width + Int(classes[$1])])) } / Double(samples)
        #expect(agree(try #require(try value("loss", session)), loss, 1e-5))
        #expect(agree(try #require(try value("batch loss", session)), loss, 1e-5))
        #expect(agree(try #require(try value("objective", session)), loss + penalty, 1e-5))
        #expect(session.status.batchLoss == (try value("loss", session)))
        #expect(agree(session.status.penaltyLoss ?? 0, penalty, 1e-5))
        session.step(.iteration)
        // What the curves, the title and files say of the same iteration.
        #expect(agree(session.metrics.trainLoss[2], loss, 1e-5))
    }

    @Test(arguments: [
        ("1 + 2 * 3 = 7", 1), ("(1 + 2) * 3 = 9", 1), ("2 - 3 - 4 = -5", 1), ("8 / 4 / 2 = 1", 1), ("|2 - 5| = 3", 1),
        ("97% = 0.97", 1), ("1 < 1", 0),
        ("1 <= 1", 1), ("1 != 1", 0), ("2 > 1 and 1 > 2", 0), ("2 > 1 or 1 > 2", 1), ("not 1 > 2", 1),
        ("1 > 2 or 2 > 1 and 1 > 2", 0), ("sign(-3) + 0 = -1", 1),
        ("sign(0) + 0 = 0", 1), ("abs(-2) = 2", 1), ("1e-2 = 0.01", 1), (".5 = 1/2", 1), ("-2 * -3 = 6", 1), ("0/0 = 0/0", 0),
        ("1/0 > 1e300", 1),
    ])
    func arithmeticIsTheUsual(_ text: String, _ result: Double) throws {
        #expect(try value(text, try Self.session()) == result)
    }

    /// Whatever the screen writes can be written here, with a subscript or a digit.
    @Test(arguments: [
        ("w[2,3,5]", ["w₂[3,5]", "w2[3,5]", "w₂[ 3, 5 ]"]), ("b[2,3]", ["b₂[3]", "b2[3]"]),
        ("g[2,3,5]", ["∂L/∂w₂[3,5]", "dL/dw2[3,5]", "g₂[3,5]", "g2[3,5]"]), ("gb[2,3]", ["∂L/∂b₂[3]", "gb₂[3]", "dL/db2[3]"]),
        ("dw[2,3,5]", ["Δw₂[3,5]", "dw2[3,5]"]), ("db[1,0]", ["Δb₁[0]", "db1[0]"]),
        ("delta[2,3]", ["δ₂[3]", "delta2[3]", "∂L/∂z₂[3]"]),
        ("z[1,2] + 1", ["z₁[2] + 1", "z1[2]+1"]), ("a[1,2]", ["a₁[2]", "a1[2]"]),
        ("|g[1]| / |g[3]|", ["|g₁|/|g₃|", "|g1|/|g3|", "‖∂L/∂w₁‖/‖∂L/∂w₃‖"]),
        ("p(class 1)", ["p[class 1]", "p[1]", "p(1)"]), ("loss", ["L"]), ("lr", ["η", "eta"]),
    ])
    func whatTheScreenWritesIsUnderstood(_ old: String, _ others: [String]) throws {
        let session = try Self.session()
        session.step(.iteration, count: 2)
        let value = try #require(try value(old, session))
        for text in others { #expect(try self.value(text, session) == value, "\(text)") }
    }

    @Test func whatIsNotComputedYetIsNotKnown() throws {
        let session = try Self.session()
        for text in ["loss", "|g[1]|", "batch accuracy", "z[1,0]", "delta[1,0]", "dw[1,0,0]", "dead(1) + 0"] {
            #expect(try value(text, session) == nil, "\(text)")
        }
        for text in ["w[1,0,0]", "|w[1]|", "heldout loss", "accuracy", "lr", "iteration"] {
            #expect(try value(text, session) != nil, "\(text)")
        }
        session.step(.pass)
        #expect(try value("z[1,0]", session) != nil)
        #expect(try value("loss < 9", session) == nil)
        session.step(.pass)
        #expect(try value("loss < 9", session) == 1)
        #expect(try value("|g[1]|", session) == nil)
    }

    @Test func deadNeuronsAreThoseThatAreZeroForTheWholeBatch() throws {
        let session = try Small.session("dense:40,relu,dense:3", initializer: "normal(std:3)")
        session.step(.iteration)
        let dead = try #require(try value("dead(layer 1) + 0", session))
        let alive = (0..<40).count { neuron in
            (0..<5).contains { row in
                session.explained(1, neuron, 0, .batch(row))?.a != 0
            }
        }
        #expect(dead > 0 && dead == Double(40 - alive))
    }

    @Test func convolutionsHaveTheirFourIndices() throws {
        let session = try Small.session(
            "conv:2x3,relu,flatten,dense:3", data: Small.blobs(features: 25, shape: [1, 5, 5]))
        #expect(try value("w[1,1,0,2,2]", session) != nil)
        #expect(throws: WatchError.self) { try value("w[1,1,0,3,0]", session) }
        #expect(throws: WatchError.self) { try value("w[1,1,0]", session) }
    }
}
