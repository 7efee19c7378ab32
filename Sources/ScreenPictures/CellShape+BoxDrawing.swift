import Basics

extension CellShape {
    /// Lines from the middle of the cell to the left, right, upper and lower edge: 0 none, 1 light, 2 heavy, for U+2500 and the
    /// characters after it. What is no such cross is written otherwise: dashes `-`, curves `~`, diagonals `/`, double lines `=`
    /// (left to the font).
    private static let arms = """
        1100 2200 0011 0022 -    -    -    -    -    -    -    -    0101 0201 0102 0202
        1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020 0111 0211 0121 0112
        0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022 1101 2101 1201 2201
        1102 2102 1202 2202 1110 2110 1210 2210 1120 2120 1220 2220 1111 2111 1211 2211
        1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222 -    -    -    -
        =    =    =    =    =    =    =    =    =    =    =    =    =    =    =    =
        =    =    =    =    =    =    =    =    =    =    =    =    =    ~    ~    ~
        ~    /    /    /    1000 0010 0100 0001 2000 0020 0200 0002 1200 0012 2100 0021
        """.split { $0 == " " || $0 == "\n" }.map { word in word.compactMap(\.wholeNumberValue) }

    static func boxDrawing(_ index: Int, _ width: Int, _ height: Int) -> [CellShape]? {
        switch index {
        case 0x04...0x0B:
            return dashes(3 + (index - 4) / 4, isHeavy: index % 2 == 1, isVertical: (index / 2) % 2 == 1, width, height)
        case 0x4C...0x4F: return dashes(2, isHeavy: index % 2 == 1, isVertical: index >= 0x4E, width, height)
        case 0x6D...0x70: return curve(index - 0x6D, width, height)
        case 0x71...0x73: return diagonals(index - 0x70, Double(width), Double(height))
        default:
            let arms = arms[index]
            return arms.count == 4 ? cross(arms, width, height) : nil
        }
    }

    /// Where a line of some weight lies across a cell's `extent`: whole pixels, so that it is as sharp as text.
    private static func band(_ weight: Int, _ extent: Int) -> (start: Double, width: Double) {
        let width = max(1, extent / 9) * (weight == 2 ? 3 : 1)
        return (Double((extent - width) / 2), Double(width))
    }

    private static func cross(_ arms: [Int], _ width: Int, _ height: Int) -> [CellShape] {
        // Across and along are measured with the cell's width, so that upright and lying lines are equally thick.
        func acrossX(_ weight: Int) -> (start: Double, width: Double) { band(weight, width) }
        func acrossY(_ weight: Int) -> (start: Double, width: Double) {
            let thickness = band(weight, width).width
            return (Double((height - Int(saturating: thickness)) / 2), thickness)
        }
        // Arms reach as far as the far side of the thickest line that they meet.
        let upright = acrossX(max(1, arms[2], arms[3]))
        let lying = acrossY(max(1, arms[0], arms[1]))
        var shapes: [CellShape] = []
        if arms[0] > 0 {
            let band = acrossY(arms[0])
            shapes.append(.rectangle(x: 0, y: band.start, width: upright.start + upright.width, height: band.width))
        }
        if arms[1] > 0 {
            let band = acrossY(arms[1])
            shapes.append(.rectangle(x: upright.start, y: band.start, width: Double(width) - upright.start, height: band.width))
        }
        if arms[2] > 0 {
            let band = acrossX(arms[2])
            shapes.append(.rectangle(x: band.start, y: 0, width: band.width, height: lying.start + lying.width))
        }
        if arms[3] > 0 {
            let band = acrossX(arms[3])
            shapes.append(.rectangle(x: band.start, y: lying.start, width: band.width, height: Double(height) - lying.start))
        }
        return shapes
    }

    private static func dashes(_ count: Int, isHeavy: Bool, isVertical: Bool, _ width: Int, _ height: Int) -> [CellShape] {
        let thickness = band(isHeavy ? 2 : 1, width).width
        let length = Double(isVertical ? height : width)
        let start = Double(((isVertical ? width : height) - Int(saturating: thickness)) / 2)
        return (0..<count).map { dash in
            let first = (length * (Double(dash) + 0.2) / Double(count)).rounded()
            let last = (length * (Double(dash) + 0.8) / Double(count)).rounded()
            return isVertical
                ? .rectangle(x: start, y: first, width: thickness, height: last - first)
                : .rectangle(x: first, y: start, width: last - first, height: thickness)
        }
    }

    /// ╭ ╮ ╯ ╰: a quarter of a circle as wide as the cell allows, and straight on to the upper or lower edge.
    private static func curve(_ index: Int, _ width: Int, _ height: Int) -> [CellShape] {
        let (left, thickness) = band(1, width)
        let x = left + thickness / 2
        let y = Double((height - Int(saturating: thickness)) / 2) + thickness / 2
        let isDown = index < 2
        let edge = index == 0 || index == 3 ? Double(width) : 0
        let bendY = isDown ? y + abs(edge - x) : y - abs(edge - x)
        return [
            .bend(x0: x, y0: bendY, cornerX: x, cornerY: y, x1: edge, y1: y, width: thickness),
            .rectangle(x: left, y: isDown ? bendY : 0, width: thickness, height: isDown ? Double(height) - bendY : bendY),
        ]
    }

    private static func diagonals(_ bits: Int, _ width: Double, _ height: Double) -> [CellShape] {
        let thickness = band(1, Int(width)).width
        var shapes: [CellShape] = []
        if bits != 2 { shapes.append(.line(x0: 0, y0: height, x1: width, y1: 0, width: thickness)) }
        if bits != 1 { shapes.append(.line(x0: 0, y0: 0, x1: width, y1: height, width: thickness)) }
        return shapes
    }
}
