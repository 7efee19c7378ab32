import Datasets
import TestSupport
import Testing

struct SyntheticDigitsTests {
    let digits = SyntheticDigits(seed: 5)

    func draw(_ index: Int, seed: UInt64 = 5) -> [UInt8] {
        var pixels = [UInt8](repeating: 77, count: SyntheticDigits.pixelCount)
        pixels.withUnsafeMutableBufferPointer {
            if let start = $0.baseAddress { SyntheticDigits(seed: seed).draw(index, into: start) }
        }
        return pixels
    }

    func bytes(_ dataset: Dataset) -> [UInt8] {
        guard case .bytes(let bytes) = dataset.subset(0..<dataset.count).features else { return [] }
        return bytes
    }

    @Test func anyDigitIsDrawnAloneAsInTheSet() {
        let set = bytes(digits.dataset(490..<1510))
        for index in [490, 999, 1000, 1509] {
            let start = (index - 490) * SyntheticDigits.pixelCount
            #expect(Array(set[start..<start + SyntheticDigits.pixelCount]) == draw(index))
        }
        #expect(draw(7) != draw(17))
        #expect(draw(7) != draw(7, seed: 6))
    }

    @Test func everyTenHoldEachDigitOnceInAnOrderOfItsOwn() {
        let tens = (0..<200).map { ten in (0..<10).map { digits.label(of: 10 * ten + $0) } }
        #expect(tens.allSatisfy { $0.sorted() == Array(0...9) })
        #expect(Set(tens).count == 200)
        for digit in 0...9 { #expect((0..<10).allSatisfy { place in tens.contains { $0[place] == digit } }) }
    }

    /// MNIST's recipe: 20 pixels along the longer side, center of mass at pixel (14, 14), a fifth of the pixels inked.
    @Test func digitsAreFittedAndCenteredAsInMNIST() {
        var ink = 0
        for index in 0..<500 {
            let pixels = draw(index)
            let inked = pixels.indices.filter { pixels[$0] > 0 }
            let rows = inked.map { $0 / 28 }
            let columns = inked.map { $0 % 28 }
            let height = (rows.max() ?? 0) - (rows.min() ?? 0) + 1
            let width = (columns.max() ?? 0) - (columns.min() ?? 0) + 1
            #expect((18...21).contains(max(height, width)), "digit \(index): \(width)×\(height)")
            let mass = pixels.reduce(0) { $0 + Double($1) }
            let x = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * Double($1 % 28) } / mass
            let y = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * Double($1 / 28) } / mass
            #expect(abs(x - 14) < 0.65 && abs(y - 14) < 0.65, "digit \(index): \(x), \(y)")
            ink += inked.count
        }
        let share = Double(ink) / Double(500 * 784)
        #expect((0.16...0.22).contains(share), "\(share)")
    }

    /// The mean picture of each drawn digit, held against real ones: nearest mean in the Euclidean sense. Means of real
    /// digits read 81 % of others so; drawn ones must come near.
    @Test(.enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")))
    func meansOfDrawnDigitsReadRealOnes() throws {
        let folder = try #require(SharedMaterial.mnist).path
        let request = DatasetRequest(environment: DataEnvironment(variables: [:]), trainCount: 1, heldOutCount: 1000)
        let real = try DatasetCatalog.standard.load(folder, request).heldOut
        let drawn = digits.dataset(0..<1000)
        let pixels = bytes(drawn)
        var means = [[Float]](repeating: [Float](repeating: 0, count: 784), count: 10)
        for index in 0..<drawn.count {
            let label = digits.label(of: index)
            for pixel in 0..<784 { means[label][pixel] += Float(pixels[784 * index + pixel]) / (100 * 255) }
        }
        let norms = means.map { $0.reduce(0) { $0 + $1 * $1 } }
        let right = (0..<real.count).count { index in
            let sample = real.sample(index)
            let distances = (0...9).map { digit in
                norms[digit] - 2 * zip(means[digit], sample).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            }
            return distances.indices.min { distances[$0] < distances[$1] } == real.label(of: index)
        }
        #expect(right >= 700, "\(right) of 1000")
    }
}
