import Basics
import Testing

struct NearestNameTests {
    private static let names = ["dense", "conv2d", "batchNorm", "softmax", "embedding"]

    @Test(
        arguments: [
            ("dens", "dense"), ("desne", "dense"), ("Softmax", "softmax"), ("sotfmax", "softmax"), ("conv", "conv2d"),
            ("emb", "embedding"),
            ("batchnormalization", "batchNorm"), ("xyzzy", nil), ("", nil), ("d", nil),
        ] as [(String, String?)])
    func theNameThatWasProbablyMeantIsFound(_ name: String, _ nearest: String?) {
        #expect(NearestName.find(name, in: Self.names) == nearest)
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("abc", "acb", 1), ("abc", "axc", 1), ("abc", "bc", 1),
        ("kitten", "sitting", 3),
    ])
    func theDistanceCountsEditsAndSwaps(_ a: String, _ b: String, _ edits: Int) {
        #expect(NearestName.distance(a, b) == edits)
        #expect(NearestName.distance(b, a) == edits)
    }
}
