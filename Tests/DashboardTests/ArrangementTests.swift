import Dashboard
import TerminalGraphics
import Testing

struct ArrangementTests {
    private static let sizes: [Size] = stride(from: 0, through: 250, by: 9).flatMap { width in
        stride(from: 0, through: 80, by: 3).map { Size(width: width, height: $0) }
    }

    @Test(arguments: [PaneID.explain, .gradients, .loss, .weights])
    func partsCoverTheScreenOnceAndNothingElse(_ tab: PaneID) {
        for size in Self.sizes {
            let arrangement = Arrangement(size, tab: tab, zoomed: nil)
            let parts = [arrangement.title, arrangement.narration, arrangement.rail, arrangement.hints] + arrangement.places.map(\.area)
            let shown = parts.filter { !$0.isEmpty }
            for (index, part) in shown.enumerated() {
                #expect(part.intersection(Rect(size)) == part, "\(size): \(part) leaves the screen")
                for other in shown[(index + 1)...] { #expect(part.intersection(other).isEmpty, "\(size): \(part) and \(other) overlap") }
            }
            #expect(shown.reduce(0) { $0 + $1.width * $1.height } == size.width * size.height, "\(size) is not covered")
        }
    }

    @Test(arguments: [
        (Size(width: 80, height: 24), 4), (Size(width: 120, height: 40), 7), (Size(width: 200, height: 60), 7), (Size(width: 50, height: 14), 2),
    ])
    func largerScreensShowMorePanes(_ size: Size, _ count: Int) {
        #expect(Arrangement(size, tab: .explain, zoomed: nil).places.count == count)
    }

    @Test func aZoomedPaneHasTheWholeBody() {
        let arrangement = Arrangement(Size(width: 120, height: 40), tab: .explain, zoomed: .weights)
        #expect(arrangement.places.map(\.pane) == [.weights])
        #expect(arrangement.places[0].area == Rect(x: 0, y: 1, width: 120, height: 36))
    }

    @Test func aSmallScreenShowsTheTabThatWasAskedFor() {
        for tab in [PaneID.explain, .gradients, .loss, .weights] {
            #expect(Arrangement(Size(width: 80, height: 24), tab: tab, zoomed: nil).area(of: tab) != nil)
        }
    }
}
