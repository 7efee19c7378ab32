import NeuralNetwork
import Testing
import Training

@Suite struct LearningRateLogTests {
    @Test func theRateInForceIsTheLastOneSetBefore() {
        var log = LearningRateLog(initial: 0.5)
        var expected = [Double](repeating: 0.5, count: 60)
        var source = RandomSource(seed: 6)
        for _ in 0..<50 {
            let (start, rate) = (source.integer(below: 60), source.uniform(0.01, 1))
            log.set(rate, from: start)
            for iteration in start..<60 { expected[iteration] = rate }
            #expect((0..<60).map { log.rate(at: $0) } == expected)
        }
    }

    @Test func changesAreListedFromTheFirstOnAndEqualLogsAreEqual() {
        var log = LearningRateLog(initial: 0.1)
        #expect(log.changes.isEmpty)
        log.set(0.2, from: 10)
        log.set(0.3, from: 20)
        log.set(0.4, from: 15)
        #expect(log.changes.map(\.iteration) == [10, 15])
        #expect(log.changes.map(\.rate) == [0.2, 0.4])
        log.set(0.7, from: 0)
        #expect(log.changes.isEmpty)
        #expect(log == LearningRateLog(initial: 0.7))
        #expect(log.hashValue == LearningRateLog(initial: 0.7).hashValue)
        #expect(log != LearningRateLog(initial: 0.8))
    }
}
