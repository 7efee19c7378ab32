extension Canvas {
    /// Greek letters that would look like others once they are one plain letter, by their names: δ beside ∂ and d, η beside n.
    private static let names: [Unicode.Scalar: [Unicode.Scalar]] = [
        "δ": ["d", "e", "l", "t", "a"], "η": ["e", "t", "a"],
    ]

    /// Spells δ and η out, for terminals without them. What stands behind such a letter moves into the blanks that follow it, or what
    /// stands before it into those before, so that columns and borders stay where they are. Where there are none it is left as it
    /// is.
    public mutating func spellLetters() {
        for y in 0..<size.height {
            var x = 0
            while x < size.width {
                if let name = Self.names[self[x, y].scalar] { x += spell(name, x, y) }
                x += 1
            }
        }
    }

    /// Cells that the name reaches beyond the letter's own.
    private mutating func spell(_ name: [Unicode.Scalar], _ x: Int, _ y: Int) -> Int {
        let more = name.count - 1
        let style = self[x, y].style
        if let end = freeEnd(of: more, x, y, 1) {
            for place in stride(from: end - 1, to: x + more, by: -1) { put(self[place - more, y], x: place, y: y) }
            for (offset, scalar) in name.enumerated() { put(Cell(scalar, style), x: x + offset, y: y) }
            return more
        }
        if let start = freeEnd(of: more, x, y, -1) {
            for place in start + 1..<x - more { put(self[place + more, y], x: place, y: y) }
            for (offset, scalar) in name.enumerated() { put(Cell(scalar, style), x: x - more + offset, y: y) }
        }
        return 0
    }

    /// Where the cells end that have to move, so many into blanks of which one is left; nil before a border or a picture.
    private func freeEnd(of count: Int, _ x: Int, _ y: Int, _ step: Int) -> Int? {
        var (place, blanks) = (x + step, 0)
        while (0..<size.width).contains(place) {
            let scalar = self[place, y].scalar
            // Lines, blocks and dots are no text.
            if (0x2500...0x259F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value) || scalar.value == 0 {
                return nil
            }
            blanks = scalar == " " ? blanks + 1 : 0
            if blanks > count { return place }
            place += step
        }
        return nil
    }
}
