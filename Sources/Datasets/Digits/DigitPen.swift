/// Draws lines of varying width into a gray picture, with soft edges.
///
/// Coordinates are pixels; the middle of the first pixel is at (0, 0).
struct DigitPen {
    static let side = 28

    /// The ink so far, 0…1, `[side, side]`.
    private(set) var ink = [Float](repeating: 0, count: side * side)

    mutating func clear() {
        for index in ink.indices { ink[index] = 0 }
    }

    /// A line whose half width goes from one end's radius to the other's; over `edge` pixels ink fades to paper.
    mutating func line(from start: (x: Float, y: Float, radius: Float), to end: (x: Float, y: Float, radius: Float), edge: Float)
    {
        let reach = max(start.radius, end.radius) + edge / 2
        let left = max(0, Int((min(start.x, end.x) - reach).rounded(.up)))
        let right = min(Self.side - 1, Int((max(start.x, end.x) + reach).rounded(.down)))
        let top = max(0, Int((min(start.y, end.y) - reach).rounded(.up)))
        let bottom = min(Self.side - 1, Int((max(start.y, end.y) + reach).rounded(.down)))
        guard left <= right, top <= bottom else { return }
        let dx = end.x - start.x
        let dy = end.y - start.y
        let lengthSquared = dx * dx + dy * dy
        let inverse = lengthSquared > 0 ? 1 / lengthSquared : 0
        let perEdge = 1 / edge
        ink.withUnsafeMutableBufferPointer { ink in
            for row in top...bottom {
                let py = Float(row) - start.y
                for column in left...right {
                    let px = Float(column) - start.x
                    let along = min(1, max(0, (px * dx + py * dy) * inverse))
                    let ex = px - along * dx
                    let ey = py - along * dy
                    let outer = start.radius + along * (end.radius - start.radius) + edge / 2
                    let distanceSquared = ex * ex + ey * ey
                    if distanceSquared >= outer * outer { continue }
                    let value = min(1, (outer - distanceSquared.squareRoot()) * perEdge)
                    let index = row * Self.side + column
                    if value > ink[index] { ink[index] = value }
                }
            }
        }
    }

    /// Where the ink is on average; the middle of the picture if there is none.
    var centerOfMass: (x: Float, y: Float) {
        var mass: Float = 0
        var massX: Float = 0
        var massY: Float = 0
        for row in 0..<Self.side {
            for column in 0..<Self.side {
                let value = ink[row * Self.side + column]
                mass += value
                massX += value * Float(column)
                massY += value * Float(row)
            }
        }
        return mass > 0 ? (massX / mass, massY / mass) : (Float(Self.side / 2), Float(Self.side / 2))
    }
}
