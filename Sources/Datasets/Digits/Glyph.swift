/// One way of writing a digit: strokes in a unit system of about 0…0.7 across and 0…1 down.
struct Glyph: Sendable {
    /// A point the pen passes, and whether it turns sharply there.
    struct Point: Sendable {
        var x: Float
        var y: Float
        var isCorner = false
    }

    /// The points of each stroke; between them the pen runs smoothly.
    let strokes: [[Point]]
    /// The frequency with which people write it so, in comparison with the other ways of the same digit.
    let weight: Double
    /// Standard deviation of the slant in excess of everybody's: people lean their ones.
    let extraSlant: Double

    /// Reads strokes from a line of text: `x y` pairs in hundredths, `*` behind a pair marks a corner, `/` lifts the pen.
    init(_ weight: Double, extraSlant: Double = 0, _ path: StaticString) {
        self.weight = weight
        self.extraSlant = extraSlant
        strokes = "\(path)".split(separator: "/").map { stroke in
            stroke.split(separator: ",").map { pair in
                let isCorner = pair.hasSuffix("*")
                let numbers = pair.split(separator: " ").map { Float($0.filter { $0 != "*" }) }
                guard numbers.count == 2, let x = numbers[0], let y = numbers[1] else {
                    preconditionFailure("a glyph point is two numbers, not '\(pair)'")
                }
                return Point(x: x / 100, y: y / 100, isCorner: isCorner)
            }
        }
    }
}
