import Basics

/// Writes digits: from a glyph to 28×28 pixels, everything that chance decides drawn from one generator.
///
/// Points moved → pen run through them → whole digit distorted, slanted, turned → fitted to a 20×20 box → inked → moved by
/// whole pixels until the center of mass is at pixel (14, 14). The last three are how MNIST was made (LeCun et al. 1998).
struct DigitHand {
    /// Amounts of chance: standard deviations, in glyph units (the height of a digit is 1), radians or pixels.
    /// Chosen by what a net trained on the drawn digits reads of real training digits.
    enum Spread {
        static let points = 0.07
        static let ends = 0.06
        /// The share of a point's move that the next point makes with it: curves stay curves.
        static let shared = 0.5
        /// Amplitude of the distorting waves.
        static let waves = 0.05
        /// Log of the exponent that moves the waist up or down.
        static let waist = 0.25
        /// Widths of the foot over the head, and of the ends over the middle.
        static let taper = 0.25
        static let bulge = 0.2
        /// Log of width over height.
        static let aspect = 0.17
        static let slantMean = 0.15
        static let slant = 0.27
        static let rotation = 0.13
        /// Half the pen's width in pixels: mean, and log of the factor on it.
        static let radiusMean = 1.18
        static let radius = 0.32
        static let radiusRange: ClosedRange<Double> = 0.55...2.8
        static let pressure = 0.12
        /// Pixels over which ink fades to paper, and the ink's strength.
        static let edge: ClosedRange<Double> = 0.7...1.3
        static let strength: ClosedRange<Double> = 0.95...1.35
    }

    /// Habits that people have with one digit more than with the others.
    struct Habit {
        /// Added to everybody's slant.
        var slant = 0.0
        /// Factors on the pen's width and on its variation.
        var width = 1.0
        var widthSpread = 1.0

        static let ofDigits = [
            Habit(slant: 0.05),
            Habit(slant: 0.1, width: 1.05, widthSpread: 1.4),
            Habit(),
            Habit(slant: -0.05),
            Habit(slant: 0.05, width: 0.94),
            Habit(slant: -0.05, width: 0.96),
            Habit(slant: -0.08, width: 0.96),
            Habit(slant: -0.08),
            Habit(slant: -0.05, width: 0.94, widthSpread: 0.9),
            Habit(slant: -0.05, width: 0.94),
        ]
    }

    // The pen's way, stroke after stroke, and half its width there; kept between digits so that none takes memory.
    var xs: [Float] = []
    var ys: [Float] = []
    var radii: [Float] = []
    /// Where each stroke begins in `xs`; one more at the end.
    var strokeStarts: [Int] = []
    var points: [Glyph.Point] = []
    var edge: Float = 1
    var pen = DigitPen()

    /// Draws `digit` into the 784 bytes at `pixels`, ink 255 on paper 0.
    mutating func draw(_ digit: Int, generator: inout RandomSource, into pixels: UnsafeMutablePointer<UInt8>) {
        let glyph = Self.choose(Glyph.digits[digit], &generator)
        let habit = Habit.ofDigits[digit]
        trace(glyph, &generator)
        distort(&generator)
        lean(extra: glyph.extraSlant, habit, &generator)
        fit(habit, &generator)
        ink(&generator, into: pixels)
    }

    private static func choose(_ glyphs: [Glyph], _ generator: inout RandomSource) -> Glyph {
        var rest = generator.uniform() * glyphs.reduce(0) { $0 + $1.weight }
        for glyph in glyphs {
            rest -= glyph.weight
            if rest < 0 { return glyph }
        }
        return glyphs[glyphs.count - 1]
    }
}
