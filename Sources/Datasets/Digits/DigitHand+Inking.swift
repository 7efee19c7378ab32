import Basics

extension DigitHand {
    /// Inks the strokes, then moves the picture by whole pixels until its center of mass is at pixel (14, 14).
    mutating func ink(_ generator: inout RandomSource, into pixels: UnsafeMutablePointer<UInt8>) {
        pen.clear()
        for stroke in 0..<strokeStarts.count - 1 {
            for index in strokeStarts[stroke]..<strokeStarts[stroke + 1] - 1 {
                pen.line(
                    from: (xs[index], ys[index], radii[index]), to: (xs[index + 1], ys[index + 1], radii[index + 1]), edge: edge)
            }
        }
        let strength = Float(generator.uniform(in: Spread.strength))
        let side = DigitPen.side
        let center = pen.centerOfMass
        let shiftX = Int((Float(side / 2) - center.x).rounded())
        let shiftY = Int((Float(side / 2) - center.y).rounded())
        for row in 0..<side {
            for column in 0..<side {
                let fromRow = row - shiftY
                let fromColumn = column - shiftX
                let isInside = fromRow >= 0 && fromRow < side && fromColumn >= 0 && fromColumn < side
                let value = isInside ? pen.ink[fromRow * side + fromColumn] : 0
                pixels[row * side + column] = UInt8(min(255, (255 * strength * value).rounded()))
            }
        }
    }
}
