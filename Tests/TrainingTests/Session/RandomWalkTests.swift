import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// A thousand steps, seeks, edits, undos and changes of branch: wherever they lead, the bits are those of the direct way there.
@Suite struct RandomWalkTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let network: String
        let optimizer: String
        var schedule: String?
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "MLP, Adam, dropout, batch normalization", network: "dense:8,batchNorm,relu,dropout:0.3,dense:3",
            optimizer: "adam"),
        Case(
            name: "CNN, momentum", network: "conv:2x3,relu,maxpool:2,flatten,dense:3", optimizer: "sgd(momentum:0.9)",
            schedule: "step(every:9,factor:0.9)"),
        Case(name: "LSTM, nadam", network: "lstm:4,dense:3", optimizer: "nadam", schedule: "cosine(steps:60)"),
    ]

    @Test(arguments: cases, [1, 2] as [UInt64]) func endsInTheDigestOfTheDirectWay(_ run: Case, _ seed: UInt64) throws {
        let scenario = SmallSets.scenario(run.network) {
            $0.optimizer = "\(run.optimizer)"
            $0.schedule = run.schedule.map { "\($0)" }
        }
        func make(history: Int) throws -> Session {
            try Session(scenario, data: SmallSets.pictures, history: history, checkpointInterval: 1)
        }
        let session = try make(history: 60_000)
        let machine = session.machine
        let optimizers = ["adam", "adam(beta1:0.5)", "sgd(momentum:0.9)", "sgd", run.optimizer]
        var source = RandomSource(seed: seed, 5)
        for step in 0..<1000 {
            switch source.integer(below: 22) {
            case 0..<6: session.step([.layer, .pass, .iteration][source.integer(below: 3)], count: 1 + source.integer(below: 3))
            case 6..<10:
                session.step([.layer, .pass, .iteration][source.integer(below: 3)], count: 1 + source.integer(below: 3), .back)
            case 10, 11: session.move(to: machine.end(ofIteration: source.integer(below: 60) - 1))
            case 12: session.finishIteration(observed: source.integer(below: 2) == 0)
            case 13: session.setLearningRate([0.1, 0.05, 0.01, 0.002][source.integer(below: 4)])
            case 14:
                session.intervene(
                    .parameter(source.integer(below: session.network.parameters.count), Float(source.uniform(-1, 1))))
            case 15:
                session.intervene(.optimizer(try OptimizerSpec(parsing: optimizers[source.integer(below: optimizers.count)])))
            case 16:
                let penalties: [PenaltySpec] = ["elasticNet", "elasticNet(l2:0.01)", "elasticNet(l1:0.001,l2:0.1)"]
                session.intervene(.penalty(penalties[source.integer(below: penalties.count)]))
            case 17: session.intervene(.batch(1 + source.integer(below: 20)))
            case 18: session.intervene(.dropout([0, 0.2, 0.6][source.integer(below: 3)]))
            case 19: session.undo()
            case 20: session.redo()
            default: session.goTo(branch: session.branches[source.integer(below: session.branches.count)].id)
            }
            if session.completedIterations > 80 { session.move(to: machine.end(ofIteration: 9)) }
            if step % 50 == 49 {
                let direct = try make(history: 1 << 22)
                try direct.follow(session.record(withDigest: false), branch: session.branchName, to: session.position)
                #expect(direct.parametersDigest() == session.parametersDigest(), "step \(step), at \(session.position)")
                session.makeVisible()
                #expect(direct.readingsInView.map(\.bitPattern) == session.readingsInView.map(\.bitPattern), "step \(step)")
            }
        }
        while session.undo() {}
        session.move(to: machine.end(ofIteration: 40))
        let untouched = try Trainer(scenario, data: SmallSets.pictures)
        untouched.run(to: 41)
        #expect(session.interventions.isEmpty && untouched.parametersDigest() == session.parametersDigest())
    }
}

extension Session {
    /// Goes straight to a position, with a branch's changes made on the way.
    func follow(_ record: SessionRecord, branch: String, to position: Position) throws {
        let changes = try #require(record.branches.first { $0.name == branch }).changes
        for entry in changes
        where Position(iteration: entry.iteration, done: 1) <= position || position.iteration == entry.iteration {
            if completedIterations < entry.iteration { move(to: machine.end(ofIteration: entry.iteration - 1)) }
            switch entry.recorded {
            case .learningRate(let rate): intervene(.learningRate(rate))
            case .optimizer(let text): intervene(.optimizer(try OptimizerSpec(parsing: text)))
            case .penalty(let text): intervene(.penalty(try PenaltySpec(parsing: text)))
            case .batch(let size): intervene(.batch(size))
            case .dropout(let rate): intervene(.dropout(rate))
            case .parameter(let reference, let value): intervene(.parameter(try #require(index(of: reference)), value))
            }
        }
        move(to: position)
    }
}
