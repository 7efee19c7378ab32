import Inspection
import NeuralNetwork
import Testing
import Training

/// The norms of layers so large that they are kept are the same as those that are found anew.
struct LayerNormsTests {
    /// 2¹⁸ weights and more in the second layer.
    private static let network = "dense:512,relu,dense:520,relu,dense:3"

    private static func check(_ layers: [GradientsProbe.LayerGradient], _ session: Session) throws {
        for layer in layers {
            let spread = try #require(SpreadProbe(column: layer.column, moments: 0).read(session))
            #expect(layer.parameterNorm == spread.weightNorm && layer.norm == spread.gradientNorm)
        }
    }

    @Test(arguments: ["sgd", "sgd(momentum:0.9)", "adam"])
    func watchedAndSteppedIterationsSayTheSame(_ optimizer: String) throws {
        let stepped = try Small.session(Self.network, optimizer: optimizer, rate: 0.01)
        let run = try Small.session(Self.network, optimizer: optimizer, rate: 0.01)
        for _ in 0..<3 {
            stepped.step(.layer, count: stepped.machine.stateCount)
            run.finishIteration(observed: true)
            let first = try #require(GradientsProbe(historyColumns: 0).read(stepped)).layers
            let second = try #require(GradientsProbe(historyColumns: 0).read(run)).layers
            for (a, b) in zip(first, second) {
                #expect(abs((a.norm ?? 0) - (b.norm ?? 1)) <= 1e-6 * (a.norm ?? 0))
                #expect(abs((a.updateRatio ?? 0) - (b.updateRatio ?? 1)) <= 1e-5 * (a.updateRatio ?? 0))
                #expect(abs(a.parameterNorm - b.parameterNorm) <= 1e-6 * a.parameterNorm)
            }
            try Self.check(first, stepped)
        }
        #expect(stepped.parametersDigest() == run.parametersDigest())
    }

    /// Steps far below the rounding of the weights: what is shown is how far they went, as those do who compare them.
    @Test(arguments: [1e-6, 1e-8, 1e-9], [false, true])
    func anUpdatesNormIsThatOfWhatHasChanged(_ rate: Double, _ isRunning: Bool) throws {
        let session = try Small.session(Self.network, rate: rate)
        for _ in 0..<2 {
            if isRunning { session.finishIteration(observed: true) } else { session.step(.iteration) }
        }
        for layer in try #require(GradientsProbe(historyColumns: 0).read(session)).layers {
            let range = session.network.parameterRange(ofLayer: layer.layer)
            let squares = range.reduce(0.0) { sum, place in
                let change = Double(session.network.parameters[place]) - Double(session.parametersBefore[place])
                return sum + change * change
            }
            #expect(agree(try #require(layer.updateRatio) * layer.parameterNorm, squares.squareRoot(), 1e-4, near: 1e-20))
        }
    }

    @Test func anotherMomentHasItsOwnNorms() throws {
        let session = try Small.session(Self.network, rate: 0.05)
        session.step(.iteration, count: 3)
        let third = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm)
        session.step(.iteration, .back)
        let second = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm)
        #expect(second != third)
        session.step(.iteration)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm) == third)
        // Another change in the same iteration is another moment, too.
        session.setLearningRate(0.01)
        session.step(.iteration)
        let small = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.compactMap(\.updateRatio)
        session.step(.iteration, .back)
        session.setLearningRate(0.02)
        session.step(.iteration)
        let large = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.compactMap(\.updateRatio)
        #expect(agree(large, small.map { 2 * $0 }, 1e-3, near: 0), "\(small), \(large)")
        let place = Position(iteration: session.position.iteration + 1, done: session.machine.doneBeforeUpdates)
        session.move(to: place)
        let before = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm)
        #expect(session.intervene(.parameter(0, 5)))
        session.move(to: place)
        let changed = try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm)
        #expect(zip(before, changed).allSatisfy { $0 != $1 }, "\(before), \(changed)")
        session.setLearningRate(0.5)
        session.step(.iteration)
        #expect(try #require(GradientsProbe(historyColumns: 0).read(session)).layers.map(\.norm) != third)
    }
}
