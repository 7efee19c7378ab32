import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct InterventionLogTests {
    private let empty = InterventionLog(rate: 0.5, optimizer: .sgd)

    @Test func aRateIsInForceFromItsIterationOn() {
        let log = empty.adding(.learningRate(0.1), at: 10).adding(.learningRate(0.2), at: 20)
        #expect([0, 9, 10, 19, 20, 500].map { log.rate(at: $0) } == [0.5, 0.5, 0.1, 0.1, 0.2, 0.2])
    }

    @Test func anOptimizerIsInForceFromItsIterationOn() throws {
        let momentum = try OptimizerSpec(parsing: "sgd(momentum:0.9)")
        let penalized = empty.adding(.penalty("l2:0.5"), at: 4)
        #expect(penalized.penalty(at: 3).isNone && penalized.penalty(at: 4).l2 == 0.5 && penalized.entries.count == 1)
        #expect(penalized.adding(.penalty("l2:0.5"), at: 6) == penalized && empty.adding(.penalty(.none), at: 2) == empty)
        let log = empty.adding(.optimizer(momentum), at: 4)
        #expect(log.optimizer(at: 3) == .sgd && log.optimizer(at: 4) == momentum)
        #expect(log.stateChanges == [4])
    }

    @Test func aChangeInThePastForgetsWhatWasChangedLater() {
        let log = empty.adding(.learningRate(0.1), at: 10).adding(.parameter(3, 1), at: 20)
        #expect(log.adding(.parameter(3, 2), at: 15).entries.map(\.iteration) == [10, 15])
        #expect(log.divergence(from: log.adding(.parameter(3, 2), at: 15)) == 15)
    }

    @Test func ofOneThingTheLastChangeInAnIterationCounts() {
        let log = empty.adding(.parameter(3, 1), at: 5).adding(.parameter(4, 1), at: 5).adding(.parameter(3, 2), at: 5)
        #expect(log.changes(at: 5) == [.parameter(4, 1), .parameter(3, 2)])
    }

    @Test func whatIsSetBackIsNoChange() {
        #expect(empty.adding(.learningRate(0.1), at: 5).adding(.learningRate(0.5), at: 5) == empty)
        #expect(empty.adding(.optimizer(.sgd), at: 5) == empty)
    }

    @Test func logsDivergeWhereTheyFirstDiffer() {
        let a = empty.adding(.learningRate(0.1), at: 5)
        #expect(a.divergence(from: a) == nil)
        #expect(a.divergence(from: empty) == 5 && empty.divergence(from: a) == 5)
        #expect(a.adding(.parameter(0, 1), at: 9).divergence(from: a.adding(.parameter(0, 1), at: 7)) == 7)
        #expect(a.adding(.parameter(0, 1), at: 9).divergence(from: a.adding(.parameter(0, 2), at: 9)) == 9)
    }
}
