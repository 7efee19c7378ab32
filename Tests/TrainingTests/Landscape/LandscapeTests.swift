import Datasets
import Foundation
import Inspection
import NeuralNetwork
import Testing

@testable import Training

@Suite("Landscape")
struct LandscapeTests {
    private static let selection = Selection(column: 1, neuron: 1, input: 0)

    private static func session(
        _ network: String = "dense:6,tanh,dense:3", optimizer: String = "sgd", l2: Double = 0, rate: Double = 0.3,
        batch: Int = 5, iterations: Int
    ) throws -> Session {
        let session = try Small.session(
            network, data: Small.blobs(train: 40), optimizer: optimizer, l2: l2, rate: rate, batch: batch)
        session.run(to: iterations)
        session.makeVisible()
        return session
    }

    /// What is minimized, of all training samples, with some weights: by the session's own network, which gets its own back.
    private static func loss(_ weights: [Float], _ session: Session, mode: Mode = .eval) -> Double {
        let own = session.network.parameters.array
        defer { own.withUnsafeBufferPointer { session.network.parameters.copy(from: $0) } }
        weights.withUnsafeBufferPointer { session.network.parameters.copy(from: $0) }
        return session.evaluateTrain().loss + session.penalty.value(session.network)
    }

    private static let choices: [LandscapeChoice] = [
        LandscapeChoice(.path), LandscapeChoice(.random), LandscapeChoice(.weights(selection, and: nil)),
        LandscapeChoice(.path, zoomLevel: 2), LandscapeChoice(.random, zoomLevel: -1),
    ]

    @Test("In the middle is the loss of the same samples", arguments: choices, [0.0, 0.01])
    func inTheMiddleIsTheLoss(_ choice: LandscapeChoice, _ l2: Double) throws {
        let session = try Self.session(l2: l2, iterations: 12)
        let digest = session.parametersDigest()
        let landscape = try #require(session.landscape(choice))
        let expected = Self.loss(session.network.parameters.array, session)
        #expect(landscape.samples == 40 && landscape.iteration == 12)
        #expect(abs(landscape.center - expected) < 1e-6 * expected, "\(landscape.center), \(expected)")
        #expect(session.parametersDigest() == digest)
        session.run(to: 20)
        let undisturbed = try Self.session(l2: l2, iterations: 20)
        #expect(session.parametersDigest() == undisturbed.parametersDigest())
    }

    @Test("Over two weights every point has the loss that these two values give")
    func overTwoWeightsEveryPointIsTrue() throws {
        let session = try Self.session(l2: 0.01, iterations: 12)
        let other = Selection(column: 2, neuron: 2, input: 3)
        let landscape = try #require(session.landscape(LandscapeChoice(.weights(Self.selection, and: other))))
        #expect(landscape.across.name == "w₁[1,0]" && landscape.up.name == "w₂[2,3]")
        let across = try #require(session.index(of: .weight(column: 1, neuron: 1, input: 0)))
        let up = try #require(session.index(of: .weight(column: 2, neuron: 2, input: 3)))
        #expect(landscape.across.here == Double(session.network.parameters[across]))
        for index in stride(from: 0, to: landscape.losses.count, by: 37) {
            let place = landscape.place(row: index / landscape.size, column: index % landscape.size)
            var weights = session.network.parameters.array
            (weights[across], weights[up]) = (Float(place.across), Float(place.up))
            let expected = Self.loss(weights, session)
            #expect(abs(landscape.losses[index] - expected) < 1e-6 * expected)
        }
    }

    /// With two states before the present one the plane goes through all three, and so they say where each point of it is.
    @Test("Along the way every point has the loss of its weights, and distances are distances")
    func alongTheWayEveryPointIsTrue() throws {
        let session = try Self.session(iterations: 2)
        let landscape = try #require(session.landscape(LandscapeChoice(.path)))
        let states = try (0...2).map { try Self.session(iterations: $0).network.parameters.array.map(Double.init) }
        #expect(landscape.path.count == 2)
        let differences = (0..<2).map { state in zip(states[state], states[2]).map { $0 - $1 } }
        for (place, difference) in zip(landscape.path, differences) {
            let length = difference.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let seen = (place.across * place.across + place.up * place.up).squareRoot()
            #expect(abs(seen - length) < 1e-5 * length)
        }
        let (a, b) = (landscape.path[0], landscape.path[1])
        let determinant = a.across * b.up - a.up * b.across
        for index in stride(from: 0, to: landscape.losses.count, by: 41) {
            let place = landscape.place(row: index / landscape.size, column: index % landscape.size)
            // Shares of the two differences that lead to the place.
            let first = (place.across * b.up - place.up * b.across) / determinant
            let second = (a.across * place.up - a.up * place.across) / determinant
            let weights = states[2].indices.map { states[2][$0] + first * differences[0][$0] + second * differences[1][$0] }
            let expected = Self.loss(weights.map { Float($0) }, session)
            #expect(abs(landscape.losses[index] - expected) < 1e-4 * expected, "\(landscape.losses[index]), \(expected)")
        }
        let (first, second) = (try #require(landscape.across.share), try #require(landscape.up.share))
        #expect(first >= second && abs(first + second - 1) < 1e-6)
    }

    @Test("Cut along one weight it is the curve of Slope, which the batch in view has computed", arguments: [0.0, 0.02])
    func cutAlongOneWeightItIsTheSlopesCurve(_ l2: Double) throws {
        // A batch of all samples, so that both are of the same ones.
        let session = try Self.session(l2: l2, batch: 40, iterations: 8)
        for done in 1...session.machine.stateCount - 1 {
            session.move(to: Position(iteration: 8, done: done))
            let landscape = try #require(session.landscape(LandscapeChoice(.weights(Self.selection, and: nil))))
            let curve = try #require(session.ask(SlopeProbe(selection: Self.selection, points: landscape.size)))
            let middle = landscape.size / 2
            for column in 0..<landscape.size {
                let place = landscape.place(row: middle, column: column)
                #expect(abs(place.across - curve.weights[column]) < 1e-9)
                let height = landscape.losses[middle * landscape.size + column]
                #expect(abs(height - curve.losses[column]) < 1e-5 * curve.losses[column], "\(height), \(curve.losses[column])")
            }
        }
    }

    @Test("The step is the one that the next update makes", arguments: ["sgd(momentum:0.9)", "adam"])
    func theStepIsTheNextUpdate(_ optimizer: String) throws {
        let session = try Self.session(optimizer: optimizer, rate: 0.05, iterations: 9)
        let landscape = try #require(session.landscape(LandscapeChoice(.weights(Self.selection, and: nil))))
        let across = try #require(session.index(of: .weight(column: 1, neuron: 1, input: 0)))
        session.run(to: 10)
        #expect(landscape.step?.across == Double(session.network.parameters[across]))
        // Within the iteration it is the same, and the weights are those that it has begun with.
        session.move(to: Position(iteration: 9, done: session.machine.stateCount - 1))
        let within = try #require(session.landscape(LandscapeChoice(.weights(Self.selection, and: nil))))
        #expect(within.across.here == landscape.across.here && within.step == landscape.step)
    }

    @Test("The way leads from the first weights to the present ones")
    func theWayIsTheRuns() throws {
        let session = try Self.session(iterations: 30)
        let landscape = try #require(session.landscape(LandscapeChoice(.weights(Self.selection, and: nil))))
        let across = try #require(session.index(of: .weight(column: 1, neuron: 1, input: 0)))
        #expect(landscape.path.count == 30)
        for iteration in [0, 7, 29] {
            let then = try Self.session(iterations: iteration).network.parameters[across]
            #expect(landscape.path[iteration].across == Double(then))
        }
    }

    @Test("Before there is a way, directions are random, and that is said")
    func withoutAWayDirectionsAreRandom() throws {
        let session = try Self.session(iterations: 0)
        let landscape = try #require(session.landscape(LandscapeChoice(.path)))
        #expect(landscape.remark?.contains("random") == true && landscape.path.isEmpty)
        #expect(landscape.across.share == nil)
    }

    @Test("A random direction has filters as long as the network's, and leaves biases alone")
    func randomDirectionsAreFilterNormalized() throws {
        let session = try Self.session(iterations: 5)
        let key = try #require(session.landscapeKey(LandscapeChoice(.random)))
        let order = try #require(session.landscapeOrder(key))
        let center = order.state.parameters
        let plane = LandscapePlane.make(order, session.network, path: [])
        let moved = try Network<Float>(session.network.spec, seed: 1)
        plane.setWeights(Landscape.Place(across: 1, up: 0), about: center, in: moved)
        for entry in moved.layout.entries {
            let differences = entry.range.map { Double(moved.parameters[$0] - center[$0]) }
            guard entry.shape.rank > 1 else {
                #expect(differences.allSatisfy { $0 == 0 })
                continue
            }
            let width = entry.range.count / entry.shape[0]
            for row in 0..<entry.shape[0] {
                func length(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
                let own = entry.range.dropFirst(row * width).prefix(width).map { Double(center[$0]) }
                let step = Array(differences[row * width..<(row + 1) * width])
                #expect(abs(length(step) - length(own)) < 1e-5 * length(own))
            }
        }
        let place = plane.place(of: moved.parameters.array, about: center)
        #expect(abs(place.across - 1) < 1e-5 && abs(place.up) < 1e-5)
    }

    @Test("A network that normalizes over the batch is surveyed with the batch's own statistics, and keeps its running ones")
    func runningStatisticsStay() throws {
        let session = try Self.session("dense:6,batchnorm,tanh,dense:3", iterations: 6)
        let running = session.network.buffers.array
        let landscape = try #require(session.landscape(LandscapeChoice(.path)))
        let areFinite = landscape.losses.allSatisfy { $0.isFinite }
        #expect(areFinite)
        #expect(session.network.buffers.array == running)
    }

    private static func awaitNews(_ news: Monitor<Int>, beyond seen: Int) throws -> Int {
        let hasCome = news.wait(until: Date(timeIntervalSinceNow: 60)) { $0 > seen }
        try #require(hasCome, "no news for a minute")
        return news.withLock { $0 }
    }

    @Test("Beside the run it gets finer until it is finest, and coarse points keep their loss")
    func besideTheRunItGetsFiner() throws {
        let session = try Self.session(iterations: 12)
        let news = Monitor(0)
        session.surveyor = SurveyorBeside { news.update { $0 += 1 } }
        let choice = LandscapeChoice(.path)
        #expect(session.landscape(choice) == nil)
        var (seen, sizes): (Int, [Int]) = (0, [])
        var first: Landscape?
        while sizes.last != LandscapeSurvey.finest {
            seen = try Self.awaitNews(news, beyond: seen)
            guard let landscape = session.landscape(choice) else { continue }
            first = first ?? landscape
            if sizes.last != landscape.size { sizes.append(landscape.size) }
            let coarse = try #require(first)
            let factor = (landscape.size - 1) / (coarse.size - 1)
            for row in 0..<coarse.size {
                #expect(landscape.losses[row * factor * landscape.size] == coarse.losses[row * coarse.size])
            }
            #expect(landscape.isFinest == (landscape.size == LandscapeSurvey.finest))
        }
        #expect(sizes == sizes.sorted())
        // Another moment: what there is stays until the new one is there.
        session.run(to: 13)
        session.makeVisible()
        #expect(session.landscape(choice)?.iteration == 12)
        repeat {
            seen = try Self.awaitNews(news, beyond: seen)
        } while session.landscape(choice)?.iteration != 13
    }

    @Test("The two directions are those that points lie along most")
    func principalDirectionsAreFound() throws {
        let center: [Float] = [1, 2, 3, 4]
        let points = (-3...3).map { step -> [Float] in
            let (far, near) = (Float(step) * 2, step % 2 == 0 ? Float(0.5) : -0.5)
            return [1 + 0.6 * far, 2 + 0.8 * far, 3 + near, 4]
        }
        let found = try #require(PrincipalDirections(points, about: center))
        #expect(abs(abs(found.directions[0][0]) - 0.6) < 1e-3 && abs(abs(found.directions[0][1]) - 0.8) < 1e-3)
        #expect(abs(abs(found.directions[1][2]) - 1) < 1e-3)
        #expect(abs(found.shares[0] + found.shares[1] - 1) < 1e-6)
        #expect(PrincipalDirections([center], about: center) == nil)
        #expect(PrincipalDirections([center, center], about: center) == nil)
        // Along a line there is no plane.
        #expect(PrincipalDirections([[2, 2, 3, 4], [5, 2, 3, 4]], about: center) == nil)
    }
}
