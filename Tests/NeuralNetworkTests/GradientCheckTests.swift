import NeuralNetwork
import Testing

/// Every layer and every loss against central differences.
struct GradientCheckTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let network: String
        let input: Shape
        var testDescription: String { "\(input) \(network)" }
    }

    static let networks: [Case] = [
        Case(network: "dense:4", input: [3]),
        Case(network: "dense:4(bias:false)", input: [3]),
        Case(network: "dense:5,identity,dense:4", input: [3]),
        Case(network: "dense:5,sigmoid,dense:4", input: [3]),
        Case(network: "dense:5,tanh,dense:4", input: [3]),
        Case(network: "dense:5,relu,dense:4", input: [3]),
        Case(network: "dense:5,softmax,dense:4", input: [3]),
        Case(network: "dense:5,tanh,dense:4", input: [2, 3]),
        Case(network: "flatten,dense:4", input: [2, 2, 2]),
    ]

    static let losses = [
        "softmaxCrossEntropy", "softmaxCrossEntropy(target:probabilities,reduction:batchMean)", "mse", "mse(reduction:sum)",
    ]

    @Test(arguments: networks, losses)
    func backwardAgreesWithCentralDifferences(network: Case, loss: String) throws {
        let bench = try Bench<Double>(network.network, input: network.input, loss: loss)
        let report = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss).run()
        #expect(report.count > 10)
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
        #expect(report.kinks == 0)
    }

    @Test(arguments: ["l1:0.1", "l2:0.2", "elasticNet(l1:0.1,l2:0.05,scope:all)"])
    func penaltiesAgreeWithCentralDifferences(penalty: String) throws {
        let bench = try Bench<Double>("dense:4,tanh,dense:3", input: [3], loss: "mse")
        let report = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss, penalty: try PenaltySpec(parsing: penalty)).run()
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
    }

    @Test func aWrongGradientIsFound() throws {
        let bench = try Bench<Double>("dense:4,tanh,dense:3", input: [3], loss: "mse")
        // Training-mode analytic gradients of one batch against differences of another: they must disagree.
        let wrong = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss, penalty: try PenaltySpec(parsing: "l2:0.3"))
        bench.pass()
        let plain = bench.workspace.gradients?.array
        let element = wrong.check(parameter: 0)
        #expect(abs(element.numeric - (plain?[0] ?? 0)) > 1e-3)
    }

    @Test func aKinkIsCountedAndHeldAgainstItsOneSidedSlopes() throws {
        let bench = try Bench<Double>("dense:1(bias:false),relu", input: [1], loss: "mse", count: 1)
        bench.network.parameters[0] = 0
        bench.workspace.input[0] = 1
        bench.workspace.targetValues[0] = 1
        let report = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss).run()
        #expect(report.kinks == 1)
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
    }
}
