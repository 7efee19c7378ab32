import Datasets
import Inspection
import NeuralNetwork
import Testing
import Training

/// HeldOutCache at many held-out samples: what they count, and when they are taken anew.
struct LookTests {
    @Test(arguments: [2, 3, 7, 8, 9, 16, 17, 40]) func theConfusionCountsWhatTheEvaluationCounts(_ classes: Int) throws {
        let data = Small.blobs(train: 3 * classes, heldOut: 4 * classes, classes: classes)
        let session = try Small.session("dense:6,tanh,dense:\(classes)", data: data, rate: 0.5, epochs: 50)
        for _ in 0..<30 { session.step(.iteration) }
        let reading = try #require(ConfusionProbe().read(session))
        let all = session.evaluateHeldOut()
        #expect(reading.samples == all.samples)
        #expect(reading.counts.joined().reduce(0, +) == all.samples)
        #expect(abs(reading.accuracy - (all.accuracy ?? -1)) < 1e-12)
        #expect(reading.iteration == 30)
    }

    @Test func theMistakesAreTheOnesOffTheDiagonal() throws {
        let session = try Small.session()
        session.step(.iteration)
        let confusion = try #require(ConfusionProbe().read(session))
        let probe = MistakesProbe(first: 0, count: 1000, maximum: ImageShape(height: 28, width: 28))
        let mistakes = try #require(probe.read(session))
        let right = confusion.counts.indices.reduce(0) { $0 + confusion.counts[$1][$1] }
        #expect(mistakes.wrong == confusion.samples - right)
        #expect(mistakes.mistakes.count == mistakes.wrong)
        #expect(zip(mistakes.mistakes, mistakes.mistakes.dropFirst()).allSatisfy { $0.belief >= $1.belief })
        // A row is a class, a column an answer.
        var counts = Array(repeating: [Int](repeating: 0, count: confusion.names.count), count: confusion.names.count)
        for mistake in mistakes.mistakes {
            let target = try #require(confusion.names.firstIndex(of: mistake.labelName))
            counts[target][try #require(confusion.names.firstIndex(of: mistake.answerName))] += 1
        }
        for index in counts.indices { counts[index][index] = confusion.counts[index][index] }
        #expect(confusion.counts == counts)
        #expect(counts.map { $0.reduce(0, +) } == session.data.heldOut.classHistogram)
        #expect(counts != counts.indices.map { column in counts.map { $0[column] } }, "rows and columns can be told apart")
    }

    @Test func withinTheUpdatesALookSeesTheWeightsOfThePass() throws {
        let stepped = try Small.session()
        stepped.step(.iteration, count: 3)
        let before = try #require(ConfusionProbe().read(stepped))
        // Into the updates without having looked before: the same as at the iteration's beginning.
        let jumped = try Small.session()
        jumped.step(.iteration, count: 3)
        jumped.step(.layer, count: jumped.machine.doneBeforeUpdates + 1)
        #expect(ConfusionProbe().read(jumped) == before)
        let digest = jumped.parametersDigest()
        _ = ActivationsProbe().read(jumped)
        #expect(jumped.parametersDigest() == digest)
    }

    @Test func aRunLooksOnlyNowAndThenAndAPauseAtOnce() throws {
        let driver = SessionDriver(try Small.session(), speed: .iterations(40))
        try driver.perform(.toggleRun)
        var seen: [Int] = []
        for _ in 0..<20 {
            driver.runOn(observed: true)
            seen.append(try #require(driver.snapshot([ConfusionProbe()])[ConfusionProbe()]).iteration)
        }
        #expect(seen == [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 11, 11, 11, 11, 11, 11, 11, 11, 11, 11])
        try driver.perform(.pause)
        #expect(driver.snapshot([ConfusionProbe()])[ConfusionProbe()]?.iteration == 20)
    }

    /// More held-out samples than a pass has room for, and than activations are shown of.
    @Test func onePassFindsWhatEachLookWouldFindAlone() throws {
        let data = Small.blobs(heldOut: 600)
        let probes: [any Probe] = [
            ActivationsProbe(), ConfusionProbe(), MistakesProbe(first: 0, count: 9, maximum: ImageShape(height: 1, width: 1)),
        ]
        for order in [probes, probes.reversed()] {
            let together = SessionDriver(try Small.session("dense:6,tanh,dense:4,relu,dense:3", data: data))
            let alone = try Small.session("dense:6,tanh,dense:4,relu,dense:3", data: data)
            for _ in 0..<3 {
                try together.perform(.step(.iteration, count: 2, .forward))
                alone.step(.iteration, count: 2)
                let snapshot = together.snapshot(order)
                let activations = try #require(snapshot[ActivationsProbe()])
                #expect(activations.layers == ActivationsProbe().read(alone)?.layers)
                #expect(activations.samples == 100 && activations.layers[0].counts.reduce(0, +) == 600)
                #expect(snapshot[ConfusionProbe()] == ConfusionProbe().read(alone))
                #expect(snapshot[ConfusionProbe()]?.samples == 600)
            }
        }
    }

    @Test func aNewLookIsTakenForAllThatAreAskedTogether() throws {
        let driver = SessionDriver(try Small.session(), speed: .iterations(40))
        try driver.perform(.toggleRun)
        func runOn(_ probes: [any Probe]) -> Snapshot {
            driver.runOn(observed: true)
            return driver.snapshot(probes)
        }
        for _ in 0..<5 { #expect(runOn([ConfusionProbe()])[ConfusionProbe()]?.iteration == 1) }
        for _ in 0..<10 {
            let snapshot = runOn([ConfusionProbe(), ActivationsProbe()])
            #expect(snapshot[ActivationsProbe()]?.iteration == 6)
        }
        #expect(driver.snapshot([ConfusionProbe()])[ConfusionProbe()]?.iteration == 6)
        let next = runOn([ActivationsProbe(), ConfusionProbe()])
        #expect(next[ActivationsProbe()]?.iteration == 16 && next[ConfusionProbe()]?.iteration == 16)
    }

    @Test func deadAndSaturatedNeuronsAreCounted() throws {
        // Biases that no input outweighs: two of three rectifiers are off on every sample, one never.
        let session = try Small.session("dense:3,relu,dense:2,tanh,dense:3")
        let parameters = session.network.parameters
        let layout = session.network.layout
        for entry in layout.entries {
            for index in entry.range { parameters[index] = 0 }
            if entry.name == "0.bias" {
                for (index, value) in [Float(-1), 2, -3].enumerated() { parameters[entry.range.lowerBound + index] = value }
            }
            if entry.name == "2.bias" {
                for (index, value) in [Float(9), 0.1].enumerated() { parameters[entry.range.lowerBound + index] = value }
            }
        }
        let layers = try #require(ActivationsProbe().read(session)).layers
        #expect(layers.map(\.dead) == [2, 1, 0])
        #expect(layers.map(\.flatWord) == ["off", "saturated", nil])
        #expect(abs(layers[0].flat - 2.0 / 3) < 1e-12 && abs(layers[1].flat - 0.5) < 1e-12)
        #expect(abs(layers[0].mean - 2.0 / 3) < 1e-6)
    }

    /// A function is flat where its slope is below a twentieth of its largest: a(1 − a) < ¼/20 from z = 4.36 on, 1 − a² < 1/20
    /// from 2.18 on, eᶻ < 1/20 below −3.0.
    @Test(
        arguments: [
            ("relu", 1e-6, 0), ("sigmoid", 4.3, 4.4), ("sigmoid", -4.3, -4.4), ("tanh", 2.1, 2.3), ("tanh", -2.1, -2.3),
            ("elu", -2.9, -3.1),
        ] as [(String, Float, Float)])
    func aFunctionIsFlatWhereItsSlopeIsATwentieth(_ function: String, _ steep: Float, _ flat: Float) throws {
        let session = try Small.session("dense:2,\(function),dense:3")
        session.network.parameters.fill(0)
        session.set("0.bias", [steep, flat])
        let layer = try #require(ActivationsProbe().read(session)).layers[0]
        #expect(layer.flat == 0.5 && layer.dead == 1)
    }
}
