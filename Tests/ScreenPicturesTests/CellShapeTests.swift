import ScreenPictures
import Testing

@Suite("Shapes of characters")
struct CellShapeTests {
    /// What a character covers of a cell of 8×16 pixels, looked at in the middle of each of 8×8 fields.
    private func picture(of scalar: Unicode.Scalar) -> [String] {
        let shapes = CellShape.shapes(of: scalar, width: 8, height: 16) ?? []
        return (0..<8).map { row in
            String(
                (0..<8).map { column -> Character in
                    let (px, py) = (Double(column) + 0.5, Double(row) * 2 + 1)
                    return shapes.contains { shape in
                        guard case .rectangle(let x, let y, let width, let height, _) = shape else { return false }
                        return px >= x && px < x + width && py >= y && py < y + height
                    } ? "#" : "."
                })
        }
    }

    @Test(
        "Blocks fill the part of the cell that their name says",
        arguments: [
            ("▀", ["########", "########", "########", "########", "........", "........", "........", "........"]),
            ("▂", ["........", "........", "........", "........", "........", "........", "########", "########"]),
            ("▊", Array(repeating: "######..", count: 8)),
            ("▐", Array(repeating: "....####", count: 8)),
            ("▙", ["####....", "####....", "####....", "####....", "########", "########", "########", "########"]),
            ("▞", ["....####", "....####", "....####", "....####", "####....", "####....", "####....", "####...."]),
            ("█", Array(repeating: "########", count: 8)),
        ] as [(Unicode.Scalar, [String])])
    func blocksFillTheirPart(scalar: Unicode.Scalar, expected: [String]) {
        #expect(picture(of: scalar) == expected)
    }

    @Test("Quadrants are those that the character's name lists", arguments: 0x2596...0x259F)
    func quadrantsAreThoseOfTheName(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        let name = try #require(scalar.properties.name)
        let rows = picture(of: scalar)
        for (corner, row, column) in [("UPPER LEFT", 0, 0), ("UPPER RIGHT", 0, 7), ("LOWER LEFT", 7, 0), ("LOWER RIGHT", 7, 7)] {
            #expect((Array(rows[row])[column] == "#") == name.contains(corner), "\(name), \(corner)")
        }
    }

    @Test(
        "Lines reach the edges that they are to meet at",
        arguments: Array(0x2500...0x2503) + Array(0x250C...0x254B) + Array(0x2574...0x257F))
    func linesMeetTheirNeighbors(code: Int) throws {
        let scalar = try #require(Unicode.Scalar(UInt32(code)))
        let rows = picture(of: scalar)
        let name = scalar.properties.name ?? ""
        func says(_ words: String...) -> Bool { words.contains { name.contains($0) } }
        let isLying = says("HORIZONTAL")
        let isUpright = says("VERTICAL")
        #expect(rows.contains { $0.first == "#" } == (isLying || says("LEFT")), "\(name)")
        #expect(rows.contains { $0.last == "#" } == (isLying || says("RIGHT")), "\(name)")
        #expect(rows[0].contains("#") == (isUpright || says("UP")), "\(name)")
        #expect(rows[7].contains("#") == (isUpright || says("DOWN")), "\(name)")
        #expect(says("HEAVY") == Self.isHeavy(scalar), "\(name)")
    }

    /// True if one of a character's lines is thicker than a light one.
    private static func isHeavy(_ scalar: Unicode.Scalar) -> Bool {
        (CellShape.shapes(of: scalar, width: 8, height: 16) ?? []).contains { shape in
            guard case .rectangle(_, _, let width, let height, _) = shape else { return false }
            return min(width, height) > 1
        }
    }

    @Test(
        "A braille character has the dots that its name counts", arguments: [(0x2800, 0), (0x2801, 1), (0x28FF, 8), (0x2847, 4)])
    func brailleDots(code: Int, count: Int) throws {
        let shapes = CellShape.shapes(of: try #require(Unicode.Scalar(UInt32(code))), width: 10, height: 20)
        #expect(shapes?.count == count)
    }

    @Test("Text is left to a font", arguments: ["a", "∂", "●", "═"] as [Unicode.Scalar])
    func textIsLeftToTheFont(scalar: Unicode.Scalar) {
        #expect(CellShape.shapes(of: scalar, width: 10, height: 20) == nil)
    }
}
