import Inspection
import Testing
import Training

/// Runs beside runs: how they stand, and the curves of branches that are not in view.
struct ScoreProbeTests {
    @Test(arguments: [1, 19, 20, 60]) func theTrainLossIsThatOfTheLastTwentyBatches(_ iterations: Int) throws {
        let session = try Small.session(epochs: 40)
        session.run(to: iterations)
        let reading = try #require(session.ask(ScoreProbe()))
        let losses = try #require(session.ask(CurvesProbe(columns: iterations))).trainLoss.compactMap { $0?.mean }.suffix(20)
        #expect(reading.batches == losses.count && losses.count == min(20, iterations))
        #expect(agree(try #require(reading.trainLoss), losses.reduce(0, +) / Double(losses.count), 1e-6))
        #expect(reading.gradients.map(\.column) == [1, 2] && reading.gradients.allSatisfy { $0.norm > 0 })
    }

    @Test func aGhostsCurveBeginsOnTheOneItLeaves() throws {
        let session = try Small.session(epochs: 40)
        session.run(to: 20)
        let first = try #require(session.ask(CurvesProbe(columns: 20))).trainLoss.map { $0?.mean }
        session.move(to: session.machine.end(ofIteration: 9))
        session.setLearningRate(0.5)
        session.run(to: 15)
        let ghost = try #require(session.ask(GhostsProbe(columns: 100))?.first)
        #expect(ghost.range == 9..<20)
        #expect(ghost.trainLoss.compactMap { $0?.mean } == first[9...].compactMap { $0 })
        let present = try #require(session.ask(CurvesProbe(columns: 15))).trainLoss.map { $0?.mean }
        #expect(present[9] == first[9] && present[11] != first[11])
    }
}
