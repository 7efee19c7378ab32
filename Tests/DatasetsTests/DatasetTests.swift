import Datasets
import Testing

struct DatasetTests {
    static let bytes = Dataset(
        name: "all bytes", source: "test", sampleShape: [16, 16], classNames: ["a", "b"],
        features: .bytes((0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }), targets: .classes([1, 0]))

    func features<Scalar: BinaryFloatingPoint>(_ dataset: Dataset, _ indices: [Int], _: Scalar.Type) -> [Scalar] {
        var batch = [Scalar](repeating: -1, count: indices.count * dataset.featureCount)
        batch.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { dataset.fillFeatures(of: indices, into: start) } }
        return batch
    }

    func targets(_ dataset: Dataset, _ indices: [Int], width: Int) -> [Double] {
        var batch = [Double](repeating: -1, count: indices.count * width)
        batch.withUnsafeMutableBufferPointer {
            if let start = $0.baseAddress { dataset.fillTargets(of: indices, into: start, width: width) }
        }
        return batch
    }

    /// Bit for bit what a division gives, though none is done.
    @Test func bytesAreDividedBy255Exactly() {
        let expected = (0...255).map { Float($0) / 255 }
        #expect(features(Self.bytes, [0], Float.self) == expected)
        #expect(features(Self.bytes, [1, 0], Float.self) == expected.reversed() + expected)
        #expect(features(Self.bytes, [0], Double.self) == (0...255).map { Double($0) / 255 })
    }

    @Test(arguments: [1, 15, 17, 31]) func samplesOfAnyLengthAreFilledWholeAndNotBeyond(length: Int) {
        let dataset = Dataset(
            name: "t", source: "t", sampleShape: [length], classNames: ["a"],
            features: .bytes((0..<2 * length).map { UInt8($0 + 1) }), targets: .classes([0, 0]))
        var batch = [Float](repeating: -1, count: length + 4)
        batch.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { dataset.fillFeatures(of: [1], into: start) } }
        #expect(Array(batch[..<length]) == (0..<length).map { Float($0 + length + 1) / 255 })
        #expect(batch[length...].allSatisfy { $0 == -1 })
    }

    @Test func classesAreWrittenAsIndicesOneHotOrASingleNumber() {
        #expect(targets(Self.bytes, [0, 1], width: 2) == [0, 1, 1, 0])
        #expect(targets(Self.bytes, [0, 1], width: 1) == [1, 0])
        var classes: [Int32] = [-1, -1, -1]
        classes.withUnsafeMutableBufferPointer {
            if let start = $0.baseAddress { Self.bytes.fillClasses(of: [0, 1, 0], into: start) }
        }
        #expect(classes == [1, 0, 1])
        #expect((0...3).map(Self.bytes.accepts(outputs:)) == [false, true, true, false])
    }

    @Test func vectorTargetsAreWrittenAsTheyAre() {
        let dataset = Dataset(
            name: "r", source: "t", sampleShape: [1], features: .values([1, 2, 3]),
            targets: .vectors([1, 2, 3, 4, 5, 6], width: 2))
        #expect(targets(dataset, [2, 0], width: 2) == [5, 6, 1, 2])
        #expect(dataset.targetWidth == 2)
        #expect(dataset.label(of: 0) == nil)
        #expect(dataset.subset([2, 1]).sample(0) == [3])
        #expect(targets(dataset.subset([2, 1]), [1], width: 2) == [3, 4])
    }

    @Test func neighborsOfALabelGoRound() {
        let dataset = Dataset(
            name: "t", source: "t", sampleShape: [1], classNames: ["a", "b", "c"], features: .bytes([0, 0, 0, 0, 0]),
            targets: .classes([0, 1, 0, 1, 1]))
        #expect(dataset.firstIndex(ofClass: 1) == 1)
        #expect(dataset.index(after: 1, ofClass: 1) == 3)
        #expect(dataset.index(after: 4, ofClass: 1) == 1)
        #expect(dataset.index(before: 1, ofClass: 1) == 4)
        #expect(dataset.index(after: 1, ofClass: 2) == nil)
        #expect(dataset.classHistogram == [2, 3, 0])
    }
}

struct DatasetPairTests {
    /// 90 samples whose only number is their index, in classes of 60 and 30.
    let whole = Dataset(
        name: "t", source: "t", sampleShape: [1], classNames: ["a", "b"], features: .values((0..<90).map(Float.init)),
        targets: .classes((0..<90).map { $0 < 60 ? 0 : 1 }))

    func indices(_ dataset: Dataset) -> [Int] { (0..<dataset.count).map { Int(dataset.sample($0)[0]) } }

    @Test func theHeldOutPartIsNeverInTheTrainingPart() {
        let pair = DatasetPair(splitting: whole, heldOutFraction: 0.2, seed: 1)
        #expect((indices(pair.train) + indices(pair.heldOut)).sorted() == Array(0..<90))
        #expect(pair.heldOut.classHistogram == [12, 6])
    }

    @Test func splitsFollowFromTheSeed() {
        func heldOut(_ seed: UInt64) -> [Int] { indices(DatasetPair(splitting: whole, heldOutFraction: 0.2, seed: seed).heldOut) }
        #expect(heldOut(1) == heldOut(1))
        #expect(heldOut(1) != heldOut(2))
    }

    @Test(arguments: [0.001, 0.999]) func bothPartsHaveASample(fraction: Double) {
        let pair = DatasetPair(splitting: whole.prefix(2), heldOutFraction: fraction, seed: 1)
        #expect(pair.train.count == 1)
        #expect(pair.heldOut.count == 1)
    }
}
