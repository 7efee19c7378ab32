import NeuralNetwork
import Testing

/// Every layer and every loss against central differences.
struct GradientCheckTests {
    static let losses = [
        "softmaxCrossEntropy", "softmaxCrossEntropy(target:probabilities,reduction:batchMean)", "mse", "mse(reduction:sum)",
        "mae", "huber:0.4",
        "hinge:1", "binaryCrossEntropy", "binaryCrossEntropyWithLogits(reduction:batchMean)",
    ]

    @Test(arguments: Networks.everyLayer, losses)
    func backwardAgreesWithCentralDifferences(network: Networks.Case, loss: String) throws {
        let bench = try Bench<Double>(network.text, input: network.input, loss: loss)
        let report = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss).run()
        #expect(report.count > 10)
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
        #expect(report.kinks == 0)
    }

    @Test(arguments: Networks.everyLayer)
    func gradientsBelongToTheModeOfTheForwardPass(network: Networks.Case) throws {
        let bench = try Bench<Double>(network.text, input: network.input, loss: "mse")
        let report = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss, mode: .eval).run()
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
    }

    @Test(arguments: ["l1:0.1", "l2:0.2", "elasticNet(l1:0.1,l2:0.05,scope:all)"])
    func penaltiesAgreeWithCentralDifferences(penalty: String) throws {
        let bench = try Bench<Double>("dense:4,tanh,dense:3", input: [3], loss: "mse")
        let report = GradientCheck(
            bench.network, in: bench.workspace, loss: bench.loss, penalty: try PenaltySpec(parsing: penalty)
        ).run()
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
    }

    @Test func aWrongGradientIsFound() throws {
        let bench = try Bench<Double>("dense:4,tanh,dense:3", input: [3], loss: "mse")
        // Training-mode analytic gradients of one batch against differences of another: they must disagree.
        let wrong = GradientCheck(
            bench.network, in: bench.workspace, loss: bench.loss, penalty: try PenaltySpec(parsing: "l2:0.3"))
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
