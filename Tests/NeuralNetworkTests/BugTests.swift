import Basics
import NeuralNetwork
import Testing

/// The bugs that can be planted are the test of the gradient check: it must catch each of them, and nothing else.
struct BugTests {
    /// A network in which a bug shows.
    struct Specimen: CustomTestStringConvertible, Sendable {
        let bug: String
        var network = "dense:4,tanh,dense:4,sigmoid,dense:3"
        var loss = "mse"

        var testDescription: String { bug }

        func bench(_ bug: String? = nil) throws -> Bench<Double> {
            try Bench(network, input: [3], loss: loss, bug: (bug ?? self.bug) == "none" ? nil : BugSpec(parsing: bug ?? self.bug))
        }
    }

    static let specimens: [Specimen] = [
        Specimen(bug: "update-while-going-back"),
        Specimen(bug: "slope-at-a"),
        Specimen(bug: "no-slope"),
        Specimen(bug: "transposed"),
        Specimen(bug: "shared-out"),
        Specimen(bug: "sum"),
        Specimen(bug: "averaged"),
        Specimen(bug: "not-zeroed"),
        Specimen(bug: "no-bias"),
        Specimen(bug: "softmax-missing", loss: "softmaxCrossEntropy"),
        Specimen(bug: "relu-gates-gradient", network: "dense:8,relu,dense:3"),
    ]

    private static func report(_ bench: Bench<Double>) -> GradientCheck.Report {
        bench.workspace.learningRate = 0.1
        return GradientCheck(bench.network, in: bench.workspace, loss: bench.loss).run()
    }

    @Test func everyBugHasASpecimen() {
        #expect(Self.specimens.map(\.bug) == BugSpec.names)
        #expect(BugSpec.names.count >= 11)
    }

    @Test(arguments: specimens) func theCheckCatchesIt(_ specimen: Specimen) throws {
        let bench = try specimen.bench()
        // What is left from before is found from the second iteration on.
        bench.pass()
        #expect(Self.report(bench).worstRelativeError > 1e-2)
    }

    @Test(arguments: specimens) func aNetworkWithoutItIsProven(_ specimen: Specimen) throws {
        let bench = try specimen.bench("none")
        bench.pass()
        let report = Self.report(bench)
        #expect(report.worstRelativeError <= 1e-7, "\(report)")
    }

    @Test(arguments: specimens) func forwardPassAndLossStayRight(_ specimen: Specimen) throws {
        let (sick, healthy) = (try specimen.bench(), try specimen.bench("none"))
        #expect(sick.pass() == healthy.pass())
        #expect(Array(sick.workspace.output.buffer) == Array(healthy.workspace.output.buffer))
    }

    @Test(arguments: specimens) func explanationsTellWhatWasComputed(_ specimen: Specimen) throws {
        let bench = try specimen.bench()
        bench.workspace.learningRate = 0.1
        bench.pass()
        bench.workspace.discardGradients()
        bench.pass()
        for (index, layer) in bench.network.layers.enumerated() {
            let pass = bench.workspace.pass(layer: index, sample: 1, errorScale: Double(bench.workspace.count))
            for unit in 0..<layer.inputShape.count {
                let line = try #require(pass.explainInputGradient(unit).last)
                let sent = bench.workspace.outputGradient(index).pointer[layer.inputShape.count + unit]
                #expect(abs(line.value - sent * Double(bench.workspace.count)) <= 1e-12)
                #expect(abs(line.arithmetic.value - line.value) <= 1e-9 * max(1, abs(line.value)), "\(line)")
            }
            for parameter in 0..<layer.ownParameterCount {
                let line = try #require(pass.explainGradient(ofParameter: parameter).last)
                let offset = bench.network.parameterRange(ofLayer: index).lowerBound + parameter
                #expect(line.value == bench.workspace.gradients?[offset])
                #expect(abs(line.arithmetic.value - line.value) <= 1e-9 * max(1, abs(line.value)), "\(line)")
            }
        }
    }

    // MARK: Where a bug hides

    @Test func aReLUHidesASlopeTakenAtItsOutput() throws {
        let hidden = Specimen(bug: "slope-at-a", network: "dense:8,relu,dense:3")
        #expect(Self.report(try hidden.bench()).worstRelativeError <= 1e-7)
    }

    @Test func whoeverChecksWeightsAloneFindsNoMissingBias() throws {
        let errors = Self.report(try Specimen(bug: "no-bias").bench()).worstByTensor
        for (name, error) in errors { #expect(name.hasSuffix("bias") ? error > 0.1 : error <= 1e-7, "\(name)") }
    }

    @Test func averagedFactorsLeaveBiasesRight() throws {
        let errors = Self.report(try Specimen(bug: "averaged").bench()).worstByTensor
        for (name, error) in errors where name != "input" {
            #expect(name.hasSuffix("bias") ? error <= 1e-7 : error > 1e-2, "\(name)")
        }
    }

    @Test func aSumOverTheBatchIsTooLargeByTheNumberOfSamples() throws {
        let bench = try Specimen(bug: "sum").bench()
        let check = GradientCheck(bench.network, in: bench.workspace, loss: bench.loss)
        for offset in 0..<bench.network.parameters.count {
            let element = check.check(parameter: offset)
            #expect(abs(element.analytic - 3 * element.numeric) <= 1e-7)
        }
    }

    @Test func theFirstIterationIsRightWhereGradientsAreNotZeroed() throws {
        let (sick, healthy) = (try Specimen(bug: "not-zeroed").bench(), try Specimen(bug: "not-zeroed").bench("none"))
        sick.pass()
        healthy.pass()
        #expect(sick.workspace.gradients?.array == healthy.workspace.gradients?.array)
        sick.workspace.discardGradients()
        sick.pass()
        let twice = healthy.workspace.gradients?.array.map { 2 * $0 }
        #expect(sick.workspace.gradients?.array == twice)
    }

    @Test func theLastLayerIsRightWhereWeightsChangeOnTheWayBack() throws {
        let errors = Self.report(try Specimen(bug: "update-while-going-back").bench()).worstByTensor
        #expect(try #require(errors["4.weight"]) <= 1e-7 && (try #require(errors["2.weight"])) > 1e-3)
        let bench = try Specimen(bug: "update-while-going-back").bench()
        bench.workspace.learningRate = 0
        #expect(GradientCheck(bench.network, in: bench.workspace, loss: bench.loss).run().worstRelativeError <= 1e-7)
    }

    // MARK: Where there is no room

    @Test(arguments: [
        ("transposed", "dense:4,tanh,dense:3"), ("slope-at-a", "dense:3"), ("relu-gates-gradient", "dense:4,tanh,dense:3"),
    ])
    func aNetworkInWhichNothingWouldBeWrongIsRefused(_ bug: String, _ network: String) throws {
        let layers = try NetworkSpec.layers(parsing: network)
        #expect(throws: InputError.self) { try NetworkSpec(input: [3], layers: layers, bug: BugSpec(parsing: bug)) }
    }

    @Test func soAreALossAndABatch() throws {
        #expect(throws: InputError.self) { try BugSpec(parsing: "softmax-missing").check("mse", output: [3], batch: 4) }
        #expect(throws: InputError.self) { try BugSpec(parsing: "sum").check("mse", output: [3], batch: 1) }
        #expect(throws: Never.self) { try BugSpec(parsing: "sum").check("mse", output: [3], batch: 2) }
    }
}
