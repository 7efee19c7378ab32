import TerminalGraphics
import Testing

@Suite struct LayoutSplitTests {
    @Test(
        arguments: [
            ([.fixed(3), .flexible(1)], 10, 0, [3, 7]), ([.ratio(0.25), .flexible(1), .flexible(2)], 12, 0, [3, 3, 6]),
            ([.flexible(1), .flexible(1), .flexible(1)], 11, 0, [4, 4, 3]), ([.minimum(5), .flexible(1)], 11, 0, [8, 3]),
            ([.minimum(5), .minimum(1)], 4, 0, [4, 0]), ([.fixed(8), .fixed(8)], 10, 0, [8, 2]),
            ([.flexible(1), .fixed(4)], 10, 2, [4, 4]),
            ([.ratio(0.5), .ratio(0.5)], 11, 1, [5, 5]), ([.fixed(2)], 10, 0, [2]), ([], 10, 0, []),
            ([.flexible(0), .flexible(.nan)], 10, 0, [0, 0]),
            ([.fixed(-3), .ratio(.nan), .flexible(1)], 10, 0, [0, 0, 10]), ([.flexible(1), .flexible(1)], 0, 1, [0, 0]),
            ([.ratio(1), .flexible(1)], 7, 0, [7, 0]),
        ] as [([LayoutConstraint], Int, Int, [Int])])
    func lengthsFollowConstraints(constraints: [LayoutConstraint], total: Int, gap: Int, expected: [Int]) {
        #expect(Rect(x: 0, y: 0, width: total, height: 1).columns(constraints, gap: gap).map(\.width) == expected)
        #expect(Rect(x: 0, y: 0, width: 1, height: total).rows(constraints, gap: gap).map(\.height) == expected)
    }

    @Test func partsStandSideBySideInside() {
        let constraints: [LayoutConstraint] = [.fixed(5), .ratio(0.2), .minimum(3), .flexible(2), .flexible(1)]
        for total in 0...60 {
            for gap in 0...2 {
                let area = Rect(x: 7, y: 3, width: total, height: 4)
                let parts = area.columns(constraints, gap: gap)
                for (index, part) in parts.enumerated() {
                    #expect(area.intersection(part) == part || part.isEmpty, "\(total) \(gap)")
                    #expect(part.height == 4)
                    if index > 0, !part.isEmpty {
                        #expect(part.x >= parts[index - 1].right + (parts[index - 1].isEmpty ? 0 : gap))
                    }
                }
                if total > 30 { #expect(parts.last?.right == area.right) }
            }
        }
    }

    @Test func rowsGoFromTopToBottom() {
        let parts = Rect(x: 1, y: 2, width: 5, height: 10).rows([.fixed(1), .flexible(1), .fixed(2)], gap: 1)
        #expect(
            parts == [
                Rect(x: 1, y: 2, width: 5, height: 1), Rect(x: 1, y: 4, width: 5, height: 5),
                Rect(x: 1, y: 10, width: 5, height: 2),
            ])
    }
}
