import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// Every layer, optimizer and rule that has state of its own: the bits at an iteration do not depend on the way there.
struct CatalogReplayTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let network: String
        let optimizer: String
        let schedule: String?
        let clip: String?
        var l2 = 0.0
        var testDescription: String { "\(network) \(optimizer)" }

        var scenario: Scenario {
            SmallSets.scenario(network) {
                $0.optimizer = "\(optimizer)"
                $0.schedule = schedule.map { "\($0)" }
                $0.clip = clip.map { "\($0)" }
                $0.l2 = l2
            }
        }
    }

    static let cases = [
        Case(
            network: "dense:12,batchNorm,relu,dropout:0.4,dense:3", optimizer: "adam",
            schedule: "cosine(steps:40,minimum:0.0001)", clip: "norm:0.5",
            l2: 0.01),
        Case(
            network: "conv:4x3,relu,maxpool:2,flatten,dense:3", optimizer: "sgd(momentum:0.9)",
            schedule: "step(every:5,factor:0.7)", clip: "value:0.01"),
        Case(network: "lstm:6,dense:3", optimizer: "nadam", schedule: "linearWarmup(steps:10,startFactor:0.1)", clip: nil),
        Case(
            network: "residual[conv:1x3(padding:1),batchNorm],flatten,dense:3", optimizer: "rmsprop(centered:true,momentum:0.5)",
            schedule: nil, clip: "norm:1"),
    ]

    @Test(arguments: cases)
    func randomWalksEndInTheBitsOfTheDirectPath(_ tested: Case) throws {
        let direct = try Trainer(tested.scenario, data: SmallSets.pictures)
        var digests: [String] = [direct.parametersDigest()]
        for _ in 0..<40 {
            direct.finishIteration()
            digests.append(direct.parametersDigest())
        }
        #expect(Set(digests).count == 41)

        // Room for a handful of checkpoints only, so that seeking has to replay.
        let walked = try Session(tested.scenario, data: SmallSets.pictures, history: 40_000, checkpointInterval: 1)
        var source = RandomSource(seed: 5)
        for _ in 0..<120 {
            switch source.integer(below: 6) {
            case 0: walked.step(.layer, count: 1 + source.integer(below: 20), .forward)
            case 1: walked.step(.layer, count: 1 + source.integer(below: 20), .back)
            case 2: walked.step(.pass, count: 1 + source.integer(below: 3), source.integer(below: 2) == 0 ? .forward : .back)
            case 3: walked.step(.iteration, count: 1 + source.integer(below: 5), source.integer(below: 2) == 0 ? .forward : .back)
            default: walked.move(to: walked.machine.end(ofIteration: source.integer(below: 40)))
            }
            if walked.position.iteration >= 39 { walked.move(to: .start) }
            walked.move(to: walked.machine.end(ofIteration: walked.completedIterations - 1))
            #expect(
                walked.parametersDigest() == digests[walked.completedIterations], "at iteration \(walked.completedIterations)")
        }
    }

    @Test func aRateSetByHandReplacesTheBaseThatTheScheduleChanges() throws {
        let session = try SmallSets.session("dense:3") {
            $0.learningRate = 0.4
            $0.schedule = "step(every:10,factor:0.5)"
        }
        #expect(session.learningRate == 0.4)
        session.step(.iteration, count: 10)
        #expect(session.learningRate == 0.2)
        session.setLearningRate(0.8)
        #expect(session.baseLearningRate == 0.8)
        #expect(session.learningRate == 0.4)
        session.step(.iteration, count: 10)
        #expect(session.learningRate == 0.2)
        session.step(.iteration, count: 15, .back)
        #expect(session.learningRate == 0.4)
    }

    @Test func normsAreThoseBeforeClipping() throws {
        let probe = GradientsProbe(historyColumns: 0)
        let plain = try SmallSets.session("dense:4,tanh,dense:3")
        let clipped = try SmallSets.session("dense:4,tanh,dense:3") { $0.clip = "norm:0.001" }
        for session in [plain, clipped] { session.step(.iteration) }
        let norms = [plain, clipped].map { probe.read($0)?.layers.map(\.norm) }
        #expect(norms[0] == norms[1])
        #expect(plain.parametersDigest() != clipped.parametersDigest())
    }

    @Test func thePenaltyIsPartOfTheLossThatIsMinimized() throws {
        let session = try SmallSets.session("dense:4,tanh,dense:3") {
            $0.l1 = 0.5
            $0.l2 = 0.25
        }
        session.step(.pass, count: 2)
        #expect(session.batchLoss > session.batchDataLoss)
        for _ in 0..<30 { session.finishIteration(observed: false) }
        let free = try SmallSets.session("dense:4,tanh,dense:3")
        for _ in 0..<30 { free.finishIteration(observed: false) }
        // A penalty this strong pulls the weights towards 0.
        func norm(_ session: Session) throws -> Double {
            session.step(.layer)
            return try #require(GradientsProbe(historyColumns: 0).read(session)?.layers[0].parameterNorm)
        }
        #expect(try norm(session) < 0.5 * norm(free))
    }
}
