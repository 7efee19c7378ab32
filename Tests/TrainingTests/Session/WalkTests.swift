import Inspection
import Testing
import Training

/// Walking through layers term by term shows what is computed and computes nothing else.
struct WalkTests {
    private static let networks = [
        "dense:6,tanh,dense:3", "dense:4,batchNorm,relu,dropout:0.3,dense:3", "dense(out:5,bias:false),softmax,dense:3,sigmoid",
        "dense:4,residual[dense:5,relu,dense:4|dense:4],relu,dense:3", "dense:4,residual[tanh,dense:4,tanh],dense:3",
    ]
    private static let sequences = [
        "rnn:3,dense:3", "dense:2,lstm:3,dense:3", "dense:2,gru:2(returns:sequence),flatten,dense:3",
        "dense:4,selfAttention:2,flatten,dense:3",
        "dense:4,selfAttention:1(causal:true,bias:false),flatten,dense:3",
        "dense:2,residual[lstm:2(returns:sequence)],flatten,dense:3",
    ]
    private static func session(_ network: String) throws -> Session {
        try Small.session(network, data: sequences.contains(network) ? Small.blobs(features: 6, shape: [3, 2]) : Small.blobs())
    }

    @Test(arguments: networks + sequences) func walkingLeavesTheBitsAlone(_ network: String) throws {
        let walked = try Self.session(network)
        let direct = try Self.session(network)
        for (grain, count) in [
            (Grain.term, 37), (.neuron, 9), (.layer, 1), (.term, 400), (.neuron, 30), (.pass, 2), (.iteration, 1),
        ] {
            walked.step(grain, count: count)
            if grain.isWalk { walked.step(grain, count: count / 2, .back) }
        }
        walked.step(.iteration)
        direct.step(.iteration, count: walked.completedIterations)
        #expect(walked.parametersDigest() == direct.parametersDigest())
    }

    @Test(arguments: networks + sequences) func everyStepHasItsReverse(_ network: String) throws {
        for grain in [Grain.term, .neuron] {
            let session = try Self.session(network)
            var moments = [session.cursor]
            while session.completedIterations < 1 {
                session.step(grain)
                moments.append(session.cursor)
            }
            for moment in moments.dropLast().reversed() {
                session.step(grain, .back)
                #expect(session.cursor == moment)
            }
        }
    }

    @Test(arguments: networks + sequences) func theTermsShownSumUpToWhatTheLayerComputed(_ network: String) throws {
        let session = try Self.session(network)
        var sums = 0
        while session.completedIterations < 2 {
            session.step(.term)
            for order in [TermOrder.inOrder, .largestFirst] {
                guard let reading = session.ask(WalkProbe(sample: .pinned, order: order, lines: 3)) else { continue }
                #expect(reading.shownCount <= reading.termCount && reading.terms.count <= 3)
                guard reading.walkState.isPartWhole else { continue }
                #expect(agree(reading.running, reading.value, 1e-4, near: 1e-5))
                #expect(
                    agree(reading.terms.reduce(reading.others + (reading.bias ?? 0)) { $0 + $1.product }, reading.running, 1e-9))
                sums += 1
            }
        }
        #expect(sums > 20)
    }

    @Test func theWalkBeginsWithTheSelectedNeuronAndGoesRound() throws {
        let session = try Small.session()
        session.step(.layer)
        var units: [Int] = []
        for _ in 0..<6 {
            session.walk(WalkStep(.neuron, selection: Selection(column: 1, neuron: 4, input: nil)))
            if let unit = session.walkState?.unit { units.append(unit) }
        }
        #expect(units == [4, 5, 0, 1, 2])
        #expect(
            session.cursor == Cursor(position: Position(iteration: 0, done: 3)),
            "the last neuron completes the layer and its function")
    }

    @Test func whatIsNotShownIsNotKnown() throws {
        let session = try Small.session()
        session.step(.layer)
        session.step(.neuron, count: 2)
        let status = session.status
        #expect((0..<6).map { status.hasForward(1, neuron: $0) } == [true, true, false, false, false, false])
        #expect(!status.hasForward(0) && !status.hasForward(1))
        session.step(.layer)
        #expect(session.status.hasForward(1) && session.position == Position(iteration: 0, done: 3))
    }

    @Test func pinningAnotherSampleStaysInTheWalk() throws {
        let session = try Small.session()
        session.step(.term, count: 9)
        let moment = session.cursor
        session.pin(.nextOfClass)
        #expect(session.cursor == moment && moment.walkState != nil)
    }
}

extension WalkTests {
    @Test func anInputInAnotherShapeIsTheInput() throws {
        let session = try Small.session("flatten,dense:4,relu,dense:3", data: Small.blobs(features: 16, shape: [1, 4, 4]))
        #expect(session.columns.map(\.kind) == ["input", "dense", "dense"])
        #expect(session.columns.map(\.layers) == [0..<1, 1..<3, 3..<4])
        // batch, flatten, four neurons of 16 terms with bias and function, three of four with bias.
        session.step(.term, count: 1 + 1 + 4 * 18 + 3 * 5)
        #expect(session.cursor == Cursor(position: Position(iteration: 0, done: 5)))
        session.step(.iteration)
        let probe = NetworkProbe(rows: 3, edges: 6, selection: Selection(column: 1, neuron: 2, input: nil))
        #expect(session.ask(probe)?.connections.first?.isEmpty == false)
    }

    @Test func whatTheBatchBeforeHasLeftChoosesNothing() throws {
        let session = try Small.session("dense:40,tanh,dense:3")
        session.step(.iteration)
        session.step(.layer)
        let selection = Selection(column: 1, neuron: 7, input: nil, sample: .batch(0))
        let units = try #require(session.ask(NetworkProbe(rows: 4, edges: 6, selection: selection))).columns[1].map(\.index)
        #expect(units == [0, 7, 20, 30], "evenly spread, the selected one among them")
    }
}
