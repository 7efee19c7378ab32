import Basics
import ElementaryFunctions

extension DigitHand {
    /// The digit with its ink fits a square of this many pixels.
    private static let boxSide: Float = 20

    /// A long wave that shifts every point by an amount that depends on where it is.
    private struct Wave {
        let frequencyX: Float
        let frequencyY: Float
        let phase: Float
        let amplitudeX: Float
        let amplitudeY: Float

        init(frequency range: ClosedRange<Double>, _ generator: inout RandomSource) {
            let direction = generator.uniform(in: 0...2 * Double.pi)
            let frequency = generator.uniform(in: range)
            let (x, y) = generator.normalPair()
            frequencyX = Float(frequency * Elementary.cos(direction))
            frequencyY = Float(frequency * Elementary.sin(direction))
            phase = Float(generator.uniform(in: 0...2 * Double.pi))
            amplitudeX = Float(Spread.waves * x)
            amplitudeY = Float(Spread.waves * y)
        }
    }

    /// Changes the proportions, then distorts smoothly: two waves, a taper, a bulge and a waist that moves up or down.
    /// Afterwards the middle of the glyph is at (0, 0).
    mutating func distort(_ generator: inout RandomSource) {
        let (waistNormal, taperNormal) = generator.normalPair()
        let (bulgeNormal, _) = generator.normalPair()
        let waist = Float(Elementary.exp(Spread.waist * waistNormal))
        let taper = Float(Spread.taper * taperNormal)
        let bulge = Float(Spread.bulge * bulgeNormal)
        let long = Wave(frequency: 2...5, &generator)
        let short = Wave(frequency: 3...7, &generator)
        for index in xs.indices {
            let height = min(1, max(0, ys[index]))
            let y = ys[index] + Elementary.pow(height, waist) - height - 0.5
            let x = (xs[index] - 0.35) * (1 + taper * y + bulge * (4 * y * y - 0.5))
            let longShift = Elementary.sin(long.frequencyX * x + long.frequencyY * y + long.phase)
            let shortShift = Elementary.sin(short.frequencyX * x + short.frequencyY * y + short.phase)
            xs[index] = x + long.amplitudeX * longShift + short.amplitudeX * shortShift
            ys[index] = y + long.amplitudeY * longShift + short.amplitudeY * shortShift
        }
    }

    /// Aspect, slant and rotation.
    mutating func lean(extra: Double, _ habit: Habit, _ generator: inout RandomSource) {
        let (slantNormal, rotationNormal) = generator.normalPair()
        let (aspectNormal, _) = generator.normalPair()
        let slantSpread = (Spread.slant * Spread.slant + extra * extra).squareRoot()
        let slant = Float(Spread.slantMean + habit.slant + slantSpread * slantNormal)
        let angle = Float(Spread.rotation * rotationNormal)
        let aspect = Float(Elementary.exp(Spread.aspect * aspectNormal))
        let cosine = Elementary.cos(angle)
        let sine = Elementary.sin(angle)
        for index in xs.indices {
            let y = ys[index]
            let x = xs[index] * aspect - slant * y
            xs[index] = cosine * x - sine * y
            ys[index] = sine * x + cosine * y
        }
    }

    /// Chooses the pen and scales the way so that the ink just fits the box.
    mutating func fit(_ habit: Habit, _ generator: inout RandomSource) {
        let (radiusNormal, pressureNormal) = generator.normalPair()
        let chosen = habit.width * Spread.radiusMean * Elementary.exp(habit.widthSpread * Spread.radius * radiusNormal)
        let radius = Float(min(Spread.radiusRange.upperBound, max(Spread.radiusRange.lowerBound, chosen)))
        let pressure = Float(Spread.pressure * pressureNormal)
        let phase = Float(generator.uniform(in: 0...2 * Double.pi))
        edge = Float(generator.uniform(in: Spread.edge))
        radii.removeAll(keepingCapacity: true)
        for index in xs.indices { radii.append(radius * (1 + pressure * Elementary.sin(phase + 0.15 * Float(index)))) }

        var left = Float.infinity
        var right = -Float.infinity
        var top = Float.infinity
        var bottom = -Float.infinity
        for index in xs.indices {
            left = min(left, xs[index])
            right = max(right, xs[index])
            top = min(top, ys[index])
            bottom = max(bottom, ys[index])
        }
        let room = Self.boxSide - 2 * radius - edge
        let scale = room / max(right - left, bottom - top, 0.01)
        let middle = Float(DigitPen.side - 1) / 2
        for index in xs.indices {
            xs[index] = middle + scale * (xs[index] - (left + right) / 2)
            ys[index] = middle + scale * (ys[index] - (top + bottom) / 2)
        }
    }
}
