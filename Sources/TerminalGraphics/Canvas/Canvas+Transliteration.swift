extension Canvas {
    /// Replaces every character that is not ASCII by the nearest that is, letters by their names where there is room: for terminals
    /// and files that know no other.
    public mutating func transliterate() {
        spellLetters()
        for y in 0..<size.height {
            for x in 0..<size.width where self[x, y].scalar.value > 0x7E {
                let cell = self[x, y]
                put(Cell(Transliteration.ascii(cell.scalar), cell.style), x: x, y: y)
            }
        }
    }
}
