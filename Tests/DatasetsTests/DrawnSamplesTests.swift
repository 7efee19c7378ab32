import Datasets
import Dispatch
import Synchronization
import Testing

/// Samples drawn as they are needed are those that would have been drawn at once, whoever reads them and in what order.
struct DrawnSamplesTests {
    /// Counts how often each sample is drawn.
    final class Counter: Sendable {
        let draws: Mutex<[Int]>
        init(_ count: Int) { draws = Mutex(Array(repeating: 0, count: count)) }
    }

    static let count = 2500
    static let width = 64

    func byte(_ index: Int, _ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: index &* 31 &+ place &* 7 &+ index >> 8) }

    func make(_ counter: Counter? = nil) -> DrawnSamples {
        DrawnSamples(count: Self.count, width: Self.width) {
            { index, sample in
                for place in 0..<Self.width { sample[place] = self.byte(index, place) }
                counter?.draws.withLock { $0[index] += 1 }
            }
        }
    }

    func isRight(_ samples: DrawnSamples, _ index: Int) -> Bool {
        let sample = samples.sample(index)
        return (0..<Self.width).allSatisfy { sample[$0] == byte(index, $0) }
    }

    @Test func onlyWhatIsReadIsDrawn() {
        let counter = Counter(Self.count)
        let samples = make(counter)
        #expect(samples.drawnCount == 0)
        for index in [7, 2499, 7, 0] { #expect(isRight(samples, index)) }
        #expect(samples.drawnCount == 3 && !samples.isComplete)
        let draws = counter.draws.withLock { $0 }
        #expect(draws.indices.filter { draws[$0] > 0 } == [0, 7, 2499])
    }

    @Test func manyThreadsAndTheBackgroundDrawEachSampleOnce() async throws {
        for _ in 0..<20 {
            let counter = Counter(Self.count)
            let samples = make(counter)
            DrawnSamples.drawInBackground([samples])
            let wrong = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: 8) { reader in
                for step in 0..<Self.count where !isRight(samples, (step * 7 + reader * 311) % Self.count) {
                    wrong.add(1, ordering: .relaxed)
                }
            }
            #expect(wrong.load(ordering: .relaxed) == 0)
            // A thread that has drawn the last one counts it a moment later.
            for _ in 0..<1000 where !samples.isComplete { try await Task.sleep(for: .milliseconds(5)) }
            #expect(samples.isComplete)
            let draws = counter.draws.withLock { $0 }
            #expect(draws == Array(repeating: 1, count: Self.count))
        }
    }

    @Test func theBackgroundDrawsAllOfAllSets() async throws {
        let sets = [make(), make()]
        DrawnSamples.drawInBackground(sets)
        for _ in 0..<2000 where !sets.allSatisfy(\.isComplete) { try await Task.sleep(for: .milliseconds(5)) }
        let areComplete = sets.map(\.isComplete)
        #expect(areComplete == [true, true])
    }

    @Test func samplesThatNobodyHoldsAreGivenUp() async throws {
        weak var samples: DrawnSamples?
        do {
            let held = DrawnSamples(count: 100_000_000, width: 1) { { _, sample in sample.pointee = 1 } }
            samples = held
            DrawnSamples.drawInBackground([held])
        }
        for _ in 0..<2000 where samples != nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(samples == nil)
    }

    @Test func digitsAreTheSameInWhateverOrderTheyAreRead() {
        let digits = SyntheticDigits(seed: 3)
        let set = digits.dataset(100..<400)
        var alone = [UInt8](repeating: 0, count: SyntheticDigits.pixelCount)
        for step in 0..<300 {
            let index = step * 77 % 300
            alone.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { digits.draw(100 + index, into: base) } }
            #expect(set.sample(index) == alone.map { Float($0) / 255 }, "digit \(index)")
        }
    }
}
