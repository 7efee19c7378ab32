import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

@Suite struct DownsamplingTests {
    @Test(arguments: [(1, 1), (5, 7), (28, 28), (3, 40)], [(1, 1), (2, 3), (4, 4), (28, 28)])
    func everyPixelIsTheMeanOfWhatItStandsFor(_ size: (Int, Int), _ factors: (Int, Int)) {
        var source = RandomSource(seed: 2, UInt64(size.0), UInt64(factors.1))
        let image = ImageShape(height: size.0, width: size.1)
        let values = (0..<size.0 * size.1).map { _ in Float(source.uniform(-1, 1)) }
        let result = values.withUnsafeBufferPointer {
            Downsampling.areaMean($0, image, rowFactor: factors.0, columnFactor: factors.1)
        }
        let small = Downsampling.size(of: image, rowFactor: factors.0, columnFactor: factors.1)
        #expect(result.count == small.height * small.width)
        for row in 0..<small.height {
            for column in 0..<small.width {
                var members: [Double] = []
                for y in 0..<size.0 where y / factors.0 == row {
                    for x in 0..<size.1 where x / factors.1 == column { members.append(Double(values[y * size.1 + x])) }
                }
                #expect(agree(Double(result[row * small.width + column]), members.reduce(0, +) / Double(members.count), 1e-5))
            }
        }
    }

    @Test(arguments: [(28, 28), (1, 1), (100, 3), (7, 500)], [(28, 28), (10, 40), (1, 1), (0, 5)])
    func theFactorIsTheSmallestThatFits(_ size: (Int, Int), _ limit: (Int, Int)) {
        func fits(_ factor: Int) -> Bool {
            (size.0 + factor - 1) / factor <= max(1, limit.0) && (size.1 + factor - 1) / factor <= max(1, limit.1)
        }
        let factor = Downsampling.factor(
            from: ImageShape(height: size.0, width: size.1), toFit: ImageShape(height: limit.0, width: limit.1))
        #expect(fits(factor))
        #expect(factor == 1 || !fits(factor - 1))
    }
}
