import Basics
import Testing

struct RankTests {
    @Test(arguments: [[3.0], [2, 1], [1, 1, 1, 1], [5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6], [0, -1, 7, 7, -1, 0, 3, 7, 2]])
    func theValueOfARankIsThatOfTheSortedArray(values: [Double]) {
        for rank in values.indices {
            var copy = values
            #expect(copy.value(ofRank: rank) == values.sorted()[rank])
            #expect(copy.sorted() == values.sorted())
        }
    }

    @Test func aLongArrayInAnyOrderIsRankedAsSortingDoes() {
        var random = RandomSource(seed: 5)
        let values = (0..<3000).map { _ in Int(random.next() % 97) }
        let sorted = values.sorted()
        for rank in stride(from: 0, to: 3000, by: 271) {
            var copy = values
            #expect(copy.value(ofRank: rank) == sorted[rank])
        }
    }
}

struct BeforeTests {
    @Test(
        arguments: [
            ("relu(z) = max(0, z)", "relu(z)"), ("a=b", nil), ("", nil), (" = ", ""), ("δ = ∂L/∂a = w", "δ"), ("x =", nil),
        ] as [(String, String?)])
    func thePartBeforeIsWhatStandsBeforeTheFirst(text: String, part: String?) {
        #expect(text.before(" = ").map(String.init) == part)
    }
}
