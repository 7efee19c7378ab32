import Datasets
import TestSupport
import Testing

@Suite(.enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")))
struct RealMNISTTests {
    let pair: DatasetPair

    init() throws {
        let folder = try #require(SharedMaterial.mnist).path
        pair = try DatasetCatalog.standard.load(folder, DatasetRequest(environment: DataEnvironment(variables: [:])))
    }

    @Test func bothPartsAreThere() {
        #expect(pair.train.count == 10_000)
        #expect(pair.heldOut.count == 10_000)
        #expect(pair.train.sampleShape == [1, 28, 28])
        #expect(pair.train.classNames == (0...9).map(String.init))
        #expect((0..<5).map { pair.train.label(of: $0) } == [5, 0, 4, 1, 9])
        #expect((0..<5).map { pair.heldOut.label(of: $0) } == [7, 2, 1, 0, 4])
    }

    /// MNIST's own figures: mean 0.1307 over the training set, four fifths of the pixels zero.
    @Test func pixelsAreScaledToOne() {
        var batch = [Float](repeating: -1, count: pair.train.count * 784)
        batch.withUnsafeMutableBufferPointer {
            guard let start = $0.baseAddress else { return }
            pair.train.fillFeatures(of: 0..<pair.train.count, into: start)
        }
        let mean = batch.reduce(into: 0.0) { $0 += Double($1) } / Double(batch.count)
        #expect(abs(mean - 0.1307) < 0.002)
        #expect(batch.min() == 0)
        #expect(batch.max() == 1)
    }

    @Test func theFirstHeldOutFiveIsFound() throws {
        let first = try #require(pair.heldOut.firstIndex(ofClass: 5))
        #expect(first == 8)
        #expect(pair.heldOut.label(of: first) == 5)
        let next = try #require(pair.heldOut.index(after: first, ofClass: 5))
        #expect(pair.heldOut.index(before: next, ofClass: 5) == first)
    }
}
