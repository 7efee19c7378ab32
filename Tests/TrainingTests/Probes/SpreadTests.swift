import Inspection
import NeuralNetwork
import Testing
import Training

/// Histograms of parameters, gradients and updates, now and over the run; and the part of the run that curves show.
struct SpreadTests {
    @Test func theSpreadsAreOfWhatTheStepHasUsed() throws {
        let session = try Small.session()
        session.step(.iteration, count: 3)
        let reading = try #require(SpreadProbe(column: 1, moments: 10).read(session))
        let layer = try #require(GradientsProbe(historyColumns: 0).read(session)?.layers.first)
        #expect(reading.parameters == 36 && reading.weights.counts.reduce(0, +) == 36)
        let counts = reading.weights.counts
        #expect(counts.first ?? 0 >= 1 && counts.last ?? 0 >= 1, "the smallest and the largest stand at the ends: \(counts)")
        #expect(reading.weightNorm == layer.parameterNorm)
        #expect(reading.gradientNorm == layer.norm)
        #expect(reading.updateNorm.map { $0 / reading.weightNorm } == layer.updateRatio)
        // The moment written down at the iteration's end is the same.
        let last = try #require(reading.history.last)
        #expect(last.iteration == 2 && last.weights == reading.weights && last.updates == reading.updates)
    }

    /// Layers of more parameters than a histogram counts: norms are of all of them, and are what other panes say.
    @Test(
        arguments: [
            ("dense:700,relu,dense:64,relu,dense:3", [36]), ("conv:64x3,relu,conv:64x3,relu,flatten,dense:3", [1, 6, 6]),
            ("lstm:80,dense:3", [6, 6]),
        ] as [(String, [Int])], ["sgd(momentum:0.9)", "adam"])
    func normsOfLargeLayersAreOfAllParameters(_ example: (network: String, shape: [Int]), _ optimizer: String) throws {
        let session = try Small.session(
            example.network, data: Small.blobs(features: 36, shape: example.shape), optimizer: optimizer, rate: 0.01)
        session.step(.iteration, count: 3)
        func norm(_ values: some Sequence<Float>) -> Double {
            values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
        let network = session.network
        let states = try #require(OptimizerProbe().read(session)).layers
        var counted = 0
        for (index, layer) in session.trainable.enumerated() {
            let range = network.parameterRange(ofLayer: layer)
            let reading = try #require(SpreadProbe(column: states[index].column, moments: 1).read(session))
            let (before, after) = (session.parametersBefore.values(range), network.parameters.values(range))
            let gradients = try #require(session.workspace.gradients).values(range)
            #expect(agree(reading.weightNorm, norm(before), 1e-5))
            #expect(agree(try #require(reading.gradientNorm), norm(gradients), 1e-5))
            #expect(agree(try #require(reading.updateNorm), norm(zip(after, before).map { $0 - $1 }), 1e-5))
            for (slot, found) in zip(session.optimizer.slots, states[index].norms) {
                #expect(agree(found, norm(slot.store.values(range)), 1e-5))
            }
            if range.count > SpreadProbe.samples { counted += 1 }
            #expect((reading.weights.stride > 1) == (range.count > SpreadProbe.samples))
        }
        #expect(counted > 0, "a layer of which a part is counted")
    }

    /// No row and no column is left out by counting every so many-th parameter, whatever the sizes are.
    @Test(
        arguments: [
            ("dense:128,relu,dense:10", [784]), ("dense:64,relu,dense:10", [784]), ("dense:32,relu,dense:10", [784]),
            ("conv:16x5,relu,flatten,dense:120,relu,dense:10", [1, 28, 28]), ("lstm:64,dense:4", [8, 49]),
        ] as [(String, Shape)])
    func countedParametersAreOfAllRowsAndColumns(_ text: String, _ input: Shape) throws {
        let network = try Network<Float>(NetworkSpec(input: input, parsing: text), seed: 1)
        for layer in network.layers.indices {
            for limit in [1 << 14, 1 << 12] {
                let range = network.parameterRange(ofLayer: layer)
                let stride = network.sampleStride(ofLayer: layer, limit: limit)
                #expect(range.isEmpty || range.count / stride < limit + 1)
                let counted = Set(Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride))
                for entry in network.layout.entries(ofLayer: layer) where entry.isWeight && entry.range.count > 40 * stride {
                    let row = entry.shape.count / entry.shape[0]
                    let places = entry.range.filter(counted.contains).map { $0 - entry.range.lowerBound }
                    if places.count > 2 * row {
                        #expect(Set(places.map { $0 % row }).count == row, "\(text) \(entry.name) by \(stride)")
                    }
                    #expect(Set(places.map { $0 / row }).count == entry.shape[0], "\(text) \(entry.name) by \(stride)")
                }
            }
        }
    }

    @Test func whatIsNotThereYetIsNotShown() throws {
        let session = try Small.session()
        session.step(.layer)
        let reading = try #require(SpreadProbe(column: 1, moments: 4).read(session))
        #expect(reading.gradients == nil && reading.updates == nil && reading.history.isEmpty)
        #expect(SpreadProbe(column: 0, moments: 4).read(session) == nil)
        #expect(SpreadProbe(column: 9, moments: 4).read(session) == nil)
    }

    @Test func aLongRunHasFewEvenlySpacedMomentsAndTheSameOnesHoweverItWent() throws {
        let run = try Small.session(epochs: 1000)
        run.run(to: 300)
        let moments = try #require(SpreadProbe(column: 1, moments: 1000).read(run)).history
        #expect(moments.count > 30 && moments.count <= 65)
        let back = try Small.session(epochs: 1000)
        back.run(to: 150)
        back.makeVisible()
        back.move(to: back.machine.end(ofIteration: 20))
        back.run(to: 300)
        let again = try #require(SpreadProbe(column: 1, moments: 1000).read(back)).history
        #expect(again.map(\.iteration) == moments.map(\.iteration))
        #expect(again.map(\.weights) == moments.map(\.weights))
        #expect(again.map(\.updates) == moments.map(\.updates))
    }

    @Test func countsAreSpreadOverAnotherRangeWithoutLoss() throws {
        let session = try Small.session()
        session.step(.iteration)
        let spread = try #require(SpreadProbe(column: 1, moments: 0).read(session)).weights
        let wide = spread.counts(over: -10...10, parts: 7)
        #expect(abs(wide.reduce(0, +) - 36) < 1e-6)
        #expect(wide[3] > 35.9, "all weights lie about 0")
    }

    /// Steps so large that weights leave all bounds, and so small that they do not move: both are counted.
    @Test(arguments: [1e30, 1e12, 1e-38, 1e-30])
    func anySizeOfNumbersIsCounted(_ rate: Double) throws {
        let session = try Small.session("dense:6,relu,dense:3", rate: rate)
        for _ in 0..<8 {
            session.step(.iteration)
            let reading = try #require(SpreadProbe(column: 1, moments: 20).read(session))
            for spread in [reading.weights, reading.gradients, reading.updates].compactMap({ $0 }) {
                #expect(spread.counts.reduce(0, +) + spread.nonFinite == 36)
                #expect(spread.range.upperBound > spread.range.lowerBound)
                _ = spread.counts(over: -1e-20...1e-20, parts: 9)
                _ = spread.counts(over: spread.range, parts: 9)
            }
            _ = ActivationsProbe().read(session)
            _ = OptimizerProbe().read(session)
        }
    }

    @Test func aConvolutionsFiltersArePictures() throws {
        let session = try Small.session(
            "conv:2x3,relu,flatten,dense:3", data: Small.blobs(features: 36, shape: [1, 6, 6]))
        session.step(.iteration)
        let size = ImageShape(height: 9, width: 9)
        guard case .images(let images)? = WeightsProbe(column: 1, first: 0, count: 50, maximum: size, matrix: size).read(session)
        else {
            Issue.record("no pictures")
            return
        }
        #expect(images.total == 2 && images.channels == 1 && images.size == ImageShape(height: 3, width: 3))
        let weight = try #require(session.network.layout["0.weight"])
        #expect(images.pictures.flatMap { $0 } == Array(session.network.parameters.values(weight.range)))
    }

    @Test(arguments: [(0, 0, 300), (1, 150, 150), (2, 225, 75), (4, 282, 18), (9, 284, 16)])
    func aCloserLookEndsWithTheNewestMoment(_ zoomLevel: Int, _ first: Int, _ count: Int) throws {
        let session = try Small.session(epochs: 1000)
        session.run(to: 300)
        let reading = try #require(CurvesProbe(columns: 20, zoomLevel: zoomLevel).read(session))
        #expect(reading.range == first..<first + count)
        #expect(
            reading.heldOut.allSatisfy { reading.range.lowerBound <= $0.iteration && $0.iteration <= reading.range.upperBound })
    }

    @Test func aCloserLookInThePastHasTheMomentInItsMiddle() throws {
        let session = try Small.session(epochs: 1000)
        session.run(to: 300)
        session.makeVisible()
        session.move(to: session.machine.end(ofIteration: 99))
        #expect(CurvesProbe(columns: 20, zoomLevel: 2).read(session)?.range == 63..<138)
        session.move(to: .start)
        #expect(CurvesProbe(columns: 20, zoomLevel: 2).read(session)?.range == 0..<75)
    }
}
