import Basics

extension DigitHand {
    private static let stepsBetweenPoints = 7

    /// Moves the glyph's points by chance and runs the pen through them.
    mutating func trace(_ glyph: Glyph, _ generator: inout RandomSource) {
        xs.removeAll(keepingCapacity: true)
        ys.removeAll(keepingCapacity: true)
        strokeStarts.removeAll(keepingCapacity: true)
        let fresh = (1 - Spread.shared * Spread.shared).squareRoot()
        for stroke in glyph.strokes {
            strokeStarts.append(xs.count)
            points.removeAll(keepingCapacity: true)
            var (driftX, driftY) = generator.normalPair()
            for (index, point) in stroke.enumerated() {
                if index > 0 {
                    let (freshX, freshY) = generator.normalPair()
                    driftX = Spread.shared * driftX + fresh * freshX
                    driftY = Spread.shared * driftY + fresh * freshY
                }
                let isEnd = index == 0 || index == stroke.count - 1
                let amount = isEnd ? Spread.ends : Spread.points
                points.append(
                    Glyph.Point(
                        x: point.x + Float(amount * driftX), y: point.y + Float(amount * driftY), isCorner: point.isCorner))
            }
            runThroughPoints()
        }
        strokeStarts.append(xs.count)
    }

    /// Cubic Hermite curves: the direction at a point is that from the point before to the point after; at corners and
    /// ends, that of the piece itself.
    private mutating func runThroughPoints() {
        for index in 0..<points.count - 1 {
            let start = points[index]
            let end = points[index + 1]
            let bendsAtStart = index > 0 && !start.isCorner
            let bendsAtEnd = index + 2 < points.count && !end.isCorner
            let before = bendsAtStart ? points[index - 1] : start
            let after = bendsAtEnd ? points[index + 2] : end
            let startScale: Float = bendsAtStart ? 0.5 : 1
            let endScale: Float = bendsAtEnd ? 0.5 : 1
            let startX = (end.x - before.x) * startScale
            let startY = (end.y - before.y) * startScale
            let endX = (after.x - start.x) * endScale
            let endY = (after.y - start.y) * endScale
            for step in (index == 0 ? 0 : 1)...Self.stepsBetweenPoints {
                let t = Float(step) / Float(Self.stepsBetweenPoints)
                let t2 = t * t
                let t3 = t2 * t
                let h0 = 2 * t3 - 3 * t2 + 1
                let h1 = t3 - 2 * t2 + t
                let h2 = 3 * t2 - 2 * t3
                let h3 = t3 - t2
                xs.append(h0 * start.x + h1 * startX + h2 * end.x + h3 * endX)
                ys.append(h0 * start.y + h1 * startY + h2 * end.y + h3 * endY)
            }
        }
    }
}
