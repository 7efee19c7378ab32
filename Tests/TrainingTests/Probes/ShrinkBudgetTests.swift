import Inspection
import NeuralNetwork
import Testing
import Training

/// The split of the error's attenuation into the slopes' part and the weights'.
struct ShrinkBudgetTests {
    private static func reading(
        _ network: String, initializer: String? = nil, loss: String = "softmaxCrossEntropy", rate: Double = 0.1, batch: Int = 5
    ) throws -> GradientsProbe.Reading {
        let session = try Small.session(network, loss: loss, initializer: initializer, rate: rate, batch: batch)
        session.step(.iteration)
        return try #require(GradientsProbe(historyColumns: 0).read(session))
    }

    private static let deep = Array(repeating: "dense:12,sigmoid", count: 6).joined(separator: ",") + ",dense:3"

    @Test func theStepsAddUpToTheWholeWay() throws {
        let session = try Small.session("dense:6,tanh,dense:5,relu,dense:4,sigmoid,dense:3")
        session.step(.iteration)
        let reading = try #require(GradientsProbe(historyColumns: 0).read(session))
        #expect(reading.budget.steps.map(\.column) == [1, 2, 3])
        #expect(reading.budget.steps.map { $0.functions.map(\.name) } == [["tanh"], ["relu"], ["sigmoid"]])
        // Root mean squares differ from norms by the number of neurons.
        let first = try #require(reading.layers.first?.relativeError)
        let expected = first * (6.0 / 3).squareRoot()
        #expect(abs(pow10(reading.budget.total) - expected) < 1e-5 * expected)
        #expect(reading.budget.steps.allSatisfy { $0.slope <= 1e-6 }, "no slope of these functions is above 1")
    }

    private func pow10(_ x: Double) -> Double {
        var (result, base) = (1.0, x)
        // 10^x by squaring roots: exact enough, and without a mathematics library.
        var factor = 10.0
        if base < 0 { (base, factor) = (-base, 0.1) }
        while base >= 1 { (result, base) = (result * factor, base - 1) }
        for _ in 0..<50 {
            factor = factor.squareRoot()
            base *= 2
            if base >= 1 { (result, base) = (result * factor, base - 1) }
        }
        return result
    }

    @Test func sigmoidsSlopeIsBlamedForSigmoids() throws {
        let budget = try Self.reading(Self.deep, initializer: "xavier").budget
        guard case .slopes(let share) = budget.blame else {
            Issue.record("\(budget.blame)")
            return
        }
        #expect(share > 0.5)
        // No slope is above a quarter: log₁₀ ¼ = −0.602 a step.
        #expect(budget.slope <= -0.602 * Double(budget.steps.count) + 1e-3)
    }

    @Test func tinyWeightsAreBlamedForThemselves() throws {
        let budget = try Self.reading("dense:12,tanh,dense:12,tanh,dense:12,tanh,dense:3", initializer: "normal(std:0.01)").budget
        guard case .weights(let share) = budget.blame else {
            Issue.record("\(budget.blame)")
            return
        }
        #expect(share > 0.9)
    }

    @Test func largeWeightsMakeTheErrorGrow() throws {
        #expect(
            try Self.reading("dense:12,relu,dense:12,relu,dense:12,relu,dense:3", initializer: "normal(std:2)").budget.blame
                == .growth)
    }

    @Test func whatIsWellBegunBlamesNobody() throws {
        #expect(try Self.reading("dense:12,relu,dense:12,relu,dense:3").budget.blame == .nobody)
        #expect(try Self.reading("dense:3").budget.steps.isEmpty)
    }

    @Test func theBudgetComesWithTheBackwardPass() throws {
        let session = try Small.session("dense:6,tanh,dense:5,tanh,dense:3")
        session.step(.layer, count: 1 + 5 + 1 + 1)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(session)).budget.steps.isEmpty)
        session.step(.layer)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(session)).budget.steps.map(\.column) == [2])
    }

    @Test func whereNoErrorIsSentToNoStepIsSaid() throws {
        // What only reshapes the input has no error of its own in training.
        let session = try Small.session("flatten,dense:4,relu,dense:3")
        session.step(.iteration)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(session)).budget.steps.allSatisfy { $0.column >= 1 })
        let pooled = try Small.session("maxpool:2,flatten,dense:3", data: Small.blobs(features: 16, shape: [1, 4, 4]))
        pooled.step(.iteration)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(pooled)).budget.steps.isEmpty)
    }

    /// Errors so large that their norms are found as they are sent back are those that each sample of the batch has.
    @Test func normsOfLargeErrorsAreThoseOfTheBatchInView() throws {
        let session = try Small.session(
            "dense:600,relu,dense:520,tanh,dense:3", data: Small.blobs(train: 200), rate: 0.5, batch: 64, epochs: 100)
        func check() throws {
            let reading = try #require(GradientsProbe(historyColumns: 0).read(session))
            var squares = [0.0, 0.0, 0.0]
            let selection = Selection(column: 1, neuron: 0, input: nil, sample: .pinned)
            for row in 0..<session.status.batchCount {
                var selection = selection
                selection.sample = .batch(row)
                let columns = try #require(NetworkProbe(rows: 600, edges: 0, selection: selection).read(session)).columns
                for (index, column) in columns.dropFirst().enumerated() {
                    squares[index] += column.reduce(0) { $0 + Double($1.delta) * Double($1.delta) }
                }
            }
            let rms = zip(squares, [600.0, 520, 3]).map { ($0 / $1).squareRoot() }
            for (layer, own) in zip(reading.layers, rms) {
                #expect(abs((layer.relativeError ?? .nan) - own / rms[2]) < 1e-4 * own / rms[2])
            }
            #expect(abs(pow10(reading.budget.total) / (squares[0] / squares[2]).squareRoot() - 1) < 1e-4)
        }
        session.step(.iteration)
        try check()
        session.run(to: 4)
        session.makeVisible()
        try check()
        session.step(.iteration, .back)
        try check()
        // The same iteration, on another way.
        session.step(.layer, count: session.machine.doneBeforeUpdates)
        try check()
        #expect(session.intervene(.parameter(0, 40)))
        session.step(.layer, count: 1)
        try check()
    }

    @Test func aSumOverTheBatchIsJudgedAsAMean() throws {
        // The same gradients, times the batch: no reason to call them exploding.
        let mean = try Self.reading("dense:6,tanh,dense:3", loss: "softmaxCrossEntropy", batch: 20)
        let sum = try Self.reading("dense:6,tanh,dense:3", loss: "softmaxCrossEntropy(reduction:sum)", rate: 0.001, batch: 20)
        #expect(mean.layers.map(\.verdict) == sum.layers.map(\.verdict))
        #expect(sum.lossSamples == 20 && mean.lossSamples == 1)
        #expect(try #require(sum.layers.first?.norm) > 10 * (try #require(mean.layers.first?.norm)))
    }
}
