import Basics
import ElementaryFunctions

/// The purposes random numbers are drawn for: each has a stream of its own, so that none depends on another's use.
///
/// The numbers are part of what a seed means: changing one changes every run.
enum Stream: UInt64 {
    case shuffle = 0x5348_5546
    case split = 0x5350_4C54
    case digits = 0x4449_4749
    case digitLabels = 0x4449_474C
    case plane = 0x504C_4E30
    case planeHeldOut = 0x504C_4E31
    case sequence = 0x5345_5130
    case sequenceHeldOut = 0x5345_5131
}

extension RandomSource {
    /// The stream of (seed, purpose, index).
    init(seed: UInt64, _ stream: Stream, _ index: Int) {
        self.init(seed: seed, stream.rawValue, UInt64(bitPattern: Int64(index)))
    }

    /// Uniform in `range`.
    mutating func uniform(in range: ClosedRange<Double>) -> Double {
        uniform(range.lowerBound, range.upperBound)
    }

    /// Two independent numbers with mean 0 and variance 1 (Box and Muller 1958).
    mutating func normalPair() -> (Double, Double) {
        let radius = (-2 * Elementary.log(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        return (radius * Elementary.cos(angle), radius * Elementary.sin(angle))
    }
}
