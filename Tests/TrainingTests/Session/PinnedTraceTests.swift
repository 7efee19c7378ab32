import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// What is written down of the pinned sample while training runs.
struct PinnedTraceTests {
    private func belief(_ session: Session) throws -> BeliefProbe.Reading {
        try #require(BeliefProbe(columns: 10_000).read(session))
    }

    @Test func everyPointIsWhatThePassSaidThen() throws {
        let run = try Small.session()
        run.run(to: 40)
        let reading = try belief(run)
        #expect(reading.iterations == Array(0..<40))
        let stepped = try Small.session()
        for iteration in 0..<40 {
            let prediction = try #require(PredictionProbe(sample: .pinned).read(stepped))
            for output in prediction.actual.indices {
                #expect(Double(reading.beliefs[output][iteration]) == prediction.actual[output])
            }
            #expect(reading.losses[iteration] == prediction.loss)
            stepped.step(.iteration)
            stepped.step(.layer)
        }
    }

    @Test func tracingChangesNothingInTraining() throws {
        let with = try Small.session()
        with.run(to: 30)
        let without = try Trainer(Small.scenario(), data: Small.blobs())
        without.run(to: 30)
        #expect(with.parametersDigest() == without.parametersDigest())
    }

    @Test func aLongRunHasEvenlySpacedPoints() throws {
        let session = try Small.session(epochs: 1000)
        session.run(to: 2000)
        let iterations = try belief(session).iterations
        #expect(iterations.count > 200 && iterations.count <= 513)
        #expect(Set(zip(iterations, iterations.dropFirst()).map { $1 - $0 }).count == 1)
    }

    @Test func goingBackKeepsThePointsAndAChangeDropsTheFuture() throws {
        let session = try Small.session()
        session.run(to: 30)
        session.move(to: session.machine.end(ofIteration: 9))
        #expect(try belief(session).iterations.count == 30)
        #expect(try belief(session).cursor == 10)
        session.setLearningRate(0.5)
        #expect(try belief(session).iterations.last ?? 99 <= 10)
        session.run(to: 20)
        #expect(try belief(session).iterations == Array(0..<20))
    }

    @Test func aChangedWeightIsInForceFromItsPointOn() throws {
        let session = try Small.session()
        session.run(to: 30)
        session.move(to: session.machine.end(ofIteration: 9))
        #expect(session.intervene(.parameter(0, 4)))
        session.run(to: 20)
        let reading = try belief(session)
        #expect(reading.iterations == Array(0..<20))
        for iteration in 8..<13 {
            session.move(to: session.machine.end(ofIteration: iteration - 1))
            session.step(.layer)
            let prediction = try #require(PredictionProbe(sample: .pinned).read(session))
            #expect(reading.beliefs.map { Double($0[iteration]) } == prediction.actual, "iteration \(iteration)")
        }
    }

    @Test func anotherSampleBeginsANewTrace() throws {
        let session = try Small.session()
        session.run(to: 12)
        session.makeVisible()
        session.pin(.nextClass)
        session.run(to: 15)
        let reading = try belief(session)
        #expect(reading.iterations.first ?? 0 >= 11 && reading.iterations.last == 14)
    }

    @Test func fewColumnsHaveTheFirstPointAndTheLast() throws {
        let session = try Small.session()
        session.run(to: 40)
        let reading = try #require(BeliefProbe(columns: 4).read(session))
        #expect(reading.iterations == [0, 13, 26, 39])
    }

    /// ∂L/∂x against differences of the sample's own loss. Training never sees held-out samples, so that all runs are the same
    /// one.
    @Test func thePixelGradientIsTheSlopeOfTheSamplesLoss() throws {
        let data = Small.blobs(heldOut: 3)
        guard case .values(let features) = data.heldOut.features else { return }
        func reading(_ feature: Int, _ change: Float) throws -> BeliefProbe.Reading {
            var changed = features
            changed[5 + feature] += change
            let heldOut = Dataset(
                name: "moved", source: "made in a test", sampleShape: [5], classNames: data.heldOut.classNames,
                features: .values(changed), targets: data.heldOut.targets)
            let session = try Small.session(data: DatasetPair(train: data.train, heldOut: heldOut), pinned: 1)
            session.run(to: 4)
            session.step(.layer, count: session.machine.stateCount)
            #expect(session.pinned == .heldOut(1) && session.completedIterations == 5)
            return try belief(session)
        }
        let gradient = try #require(try reading(0, 0).inputGradient)
        for feature in 0..<5 {
            let (more, less) = (try reading(feature, 0.01).losses[4], try reading(feature, -0.01).losses[4])
            #expect(agree(Double(gradient[feature]), (more - less) / 0.02, 2e-3, near: 1e-4), "feature \(feature)")
        }
    }

    @Test func thePixelGradientComesWithTheBackwardPass() throws {
        let session = try Small.session()
        session.step(.layer)
        #expect(try belief(session).inputGradient == nil)
        session.step(.iteration)
        #expect(try belief(session).inputGradient?.count == 5)
    }

    @Test func theOptimizersStateIsReadAsItIs() throws {
        let session = try Small.session(optimizer: "adam")
        session.run(to: 5)
        let reading = try #require(OptimizerProbe().read(session))
        #expect(reading.step == 5 && reading.slots.count >= 2 && reading.layers.count == 2)
        #expect(reading.layers.allSatisfy { $0.norms.allSatisfy { $0 > 0 } && $0.state.allSatisfy { $0.nonFinite == 0 } })
        #expect(reading.layers[0].state[0].counts.reduce(0, +) == 5 * 6 + 6)
        #expect(try #require(OptimizerProbe().read(try Small.session())).slots.count <= 1)
    }

    @Test func aSettingIsChangedByBeginningAnew() throws {
        let driver = SessionDriver(try Small.session())
        try driver.perform(.step(.iteration, count: 3, .forward))
        try driver.perform(.restartWithSetting("batch", "4"))
        #expect(driver.session.scenario.batch == 4 && driver.session.completedIterations == 0)
        try driver.perform(.restartWithSetting("network", "dense:4,relu,dense:3"))
        #expect(driver.session.status.networkText == "dense:4,relu,dense:3")
        try driver.perform(.step(.iteration, count: 2, .forward))
        // What does not work is said, and nothing is lost.
        for (key, value) in [("batch", "0"), ("network", "dens:4"), ("network", "dense:2"), ("learnrate", "1"), ("l2", "x")] {
            try driver.perform(.restartWithSetting(key, value))
            #expect(driver.notice != nil, "\(key) \(value)")
            #expect(driver.session.completedIterations == 2, "\(key) \(value)")
        }
    }
}
