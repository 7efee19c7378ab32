import Basics
import Testing

struct RandomSourceTests {
    @Test func aCopyContinuesTheSameStream() {
        var first = RandomSource(seed: 11)
        _ = (0..<10).map { _ in first.next() }
        var second = first
        let words = (0..<10).map { _ in first.next() }
        #expect((0..<10).map { _ in second.next() } == words)
    }

    @Test func streamsOfOneSeedAreUnrelated() {
        let firsts = (0..<200 as Range<UInt64>).flatMap { a in
            (0..<20 as Range<UInt64>).map { b in
                var source = RandomSource(seed: 5, a, b)
                return source.next()
            }
        }
        #expect(Set(firsts).count == firsts.count)
    }

    /// The stream is part of the promise that a seed gives the same run on every machine and in every version.
    @Test func theStreamNeverChanges() {
        var source = RandomSource(seed: 42)
        #expect(
            (0..<4).map { _ in source.next() } == [
                1_546_998_764_402_558_742, 6_990_951_692_964_543_102, 12_544_586_762_248_559_009, 17_057_574_109_182_124_193,
            ])
    }

    @Test func uniformAndNormalHaveTheirMoments() {
        var source = RandomSource(seed: 3)
        let n = 200_000
        let uniform = (0..<n).map { _ in source.uniform() }
        #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(abs(uniform.reduce(0, +) / Double(n) - 0.5) < 5 * (1 / 12.0 / Double(n)).squareRoot())
        let normal = (0..<n).map { _ in source.normal() }
        #expect(normal.allSatisfy { $0.isFinite })
        #expect(abs(normal.reduce(0, +) / Double(n)) < 5 / Double(n).squareRoot())
        #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(n) - 1) < 5 * (2 / Double(n)).squareRoot())
        #expect(abs(normal.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(n) - 3) < 5 * (96 / Double(n)).squareRoot())
    }

    @Test func wholeNumbersAreUniformBelowTheBound() {
        var source = RandomSource(seed: 4)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[source.integer(below: 7)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    }

    @Test func shufflingKeepsEveryElementAndEveryOrderIsReached() {
        var source = RandomSource(seed: 9)
        var orders: [[Int]: Int] = [:]
        for _ in 0..<6000 {
            var elements = [0, 1, 2]
            elements.withUnsafeMutableBufferPointer { source.shuffle($0) }
            orders[elements, default: 0] += 1
        }
        #expect(orders.count == 6)
        #expect(orders.values.allSatisfy { abs($0 - 1000) < 160 })
    }
}
