import Basics
import Datasets
import Inspection
import NeuralNetwork

/// The computing of one landscape, in a run of its own: coarse first, then twice as fine, reusing all that is known.
final class LandscapeSurvey {
    /// Points along each side at first, and at most.
    static let (coarsest, finest) = (9, 65)
    /// Points along each side from which on a landscape is worth waiting for.
    static let useful = 17
    /// Multiplications that a pass of all rows may cost, about.
    private static let multiplicationsPerPoint = 6.4e6
    private static let (fewestRows, mostRows) = (32, 512)
    /// Multiplications that doing the way again may cost, about.
    private static let multiplicationsOfPath = 6e8
    /// States of the way that is done again.
    private static let pointsOfPath = 48

    private let trainer: Trainer
    private let plane: LandscapePlane
    private let center: [Float]
    private let rows: Workspace<Float>
    private let mode: Mode
    /// Factor that makes of the rows' loss one of a batch, where losses are sums.
    private let scale: Double
    /// The landscape as far as it is computed; nil before the coarsest is.
    private(set) var landscape: Landscape?
    /// The one under way: NaN where nothing is known yet.
    private var next: Landscape
    private var known: [Bool]
    private var cursor = 0

    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    init(_ order: LandscapeOrder) throws {
        var scenario = order.key.scenario
        scenario.stop = []
        trainer = try Trainer(scenario, data: order.data, seed: order.key.seed, model: order.model)
        trainer.log = order.key.log
        let mults = trainer.network.multiplicationsPerSample
        let path = Self.path(order, trainer, costOfIteration: 3 * mults * Double(min(scenario.batch, order.data.train.count)))
        order.state.restore(trainer)
        trainer.finishIteration()
        let after = trainer.network.parameters.array
        order.state.restore(trainer)
        let center = order.state.parameters
        let plane = LandscapePlane.make(order, trainer.network, path: path)
        (self.center, self.plane) = (center, plane)
        let count = min(
            order.data.train.count,
            max(Self.fewestRows, min(Self.mostRows, Int(saturating: Self.multiplicationsPerPoint / mults))))
        rows = trainer.network.makeWorkspace(capacity: count, parameterGradients: false, inputGradient: false)
        rows.count = count
        rows.randomness = StepRandomness(seed: order.key.seed, iteration: 0)
        order.data.train.fill(rows, trainer.loss.spec, (0..<count).map { $0 * order.data.train.count / count })
        // Statistics of the batch are as in training; dropout is off.
        mode = trainer.network.layers.contains { $0.normalizesOverBatch } ? .train : .eval
        scale = trainer.loss.spec.reduction == .sum ? Double(order.key.log.batch(at: order.key.iteration)) / Double(count) : 1
        next = Landscape(
            across: plane.across, up: plane.up, size: Self.coarsest,
            losses: Array(repeating: .nan, count: Self.coarsest * Self.coarsest), isFinest: false, samples: count,
            iteration: order.key.iteration, path: [], step: nil, remark: plane.remark)
        next.path = path.map { plane.place(of: $0, about: center) }
        if after.allSatisfy(\.isFinite) { next.step = plane.place(of: after, about: center) }
        known = Array(repeating: false, count: next.losses.count)
    }

    /// States of the way: done again where that costs little, since the ones that are kept are far apart; else those.
    private static func path(_ order: LandscapeOrder, _ trainer: Trainer, costOfIteration: Double) -> [[Float]] {
        let count = order.key.iteration
        guard Double(count) * costOfIteration <= multiplicationsOfPath else { return order.path }
        let stride = max(1, (count + pointsOfPath - 1) / pointsOfPath)
        var path: [[Float]] = []
        for iteration in 0..<count {
            if iteration % stride == 0 { path.append(trainer.network.parameters.array) }
            trainer.finishIteration()
        }
        return path
    }

    /// Computes points, until as many are known along each side or nobody waits any longer.
    /// - Returns: true once there is nothing finer to compute.
    func advance(toSize size: Int = finest, while shouldContinue: () -> Bool) -> Bool {
        while landscape?.size ?? 0 < size {
            while cursor < next.losses.count {
                let index = cursor
                cursor += 1
                if known[index] { continue }
                next.losses[index] = loss(at: next.place(row: index / next.size, column: index % next.size))
                if !shouldContinue() { return false }
            }
            next.isFinest = next.size >= Self.finest
            landscape = next
            refine()
        }
        return landscape?.isFinest ?? false
    }

    /// Says of what is there that it will stay so.
    func settle() { landscape?.isFinest = true }

    private func refine() {
        let (old, size) = (next, 2 * next.size - 1)
        next.size = size
        next.losses = Array(repeating: .nan, count: size * size)
        known = Array(repeating: false, count: size * size)
        for row in 0..<old.size {
            for column in 0..<old.size {
                next.losses[2 * row * size + 2 * column] = old.losses[row * old.size + column]
                known[2 * row * size + 2 * column] = true
            }
        }
        cursor = 0
    }

    /// Objective of the rows: their loss and the penalty.
    private func loss(at place: Landscape.Place) -> Double {
        plane.setWeights(place, about: center, in: trainer.network)
        trainer.network.forward(in: rows, mode: mode)
        return scale * trainer.loss.value(in: rows) + (trainer.penalty.isNone ? 0 : trainer.penalty.value(trainer.network))
    }

    /// Multiplications of a point, about.
    var multiplicationsPerPoint: Double { trainer.network.multiplicationsPerSample * Double(rows.count) }
}
