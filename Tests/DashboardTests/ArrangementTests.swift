import Dashboard
import TerminalGraphics
import Testing

struct ArrangementTests {
    /// Every width and height at some height and width, all corners where the arrangement changes, and the rest sampled.
    static let sizes: [Size] = {
        let widths = Set(stride(from: 0, through: 250, by: 7)).union([
            1, 2, 39, 40, 41, 63, 64, 65, 80, 109, 110, 111, 120, 169, 170, 171, 200, 250,
        ])
        let heights = Set(stride(from: 0, through: 80, by: 3)).union([
            1, 2, 11, 12, 13, 24, 29, 30, 31, 33, 34, 35, 40, 49, 50, 51, 60, 80,
        ])
        return widths.sorted().flatMap { width in heights.sorted().map { Size(width, $0) } }
    }()

    static let choices: [(tab: PaneID, zoomed: PaneID?)] =
        PaneID.allCases.map { ($0, nil) } + PaneID.allCases.map { (PaneID.explain, $0) }

    @Test func everyCellBelongsToExactlyOnePart() {
        for size in Self.sizes {
            for (tab, zoomed) in Self.choices {
                let arrangement = Arrangement(size, tabs: TabHistory([tab]), zoomed: zoomed)
                let parts =
                    [arrangement.title, arrangement.narration, arrangement.rail, arrangement.hints]
                    + arrangement.places.map(\.area)
                let problem = Self.problem(parts, in: Rect(size))
                #expect(problem == nil, "\(size), tab \(tab), zoomed \(String(describing: zoomed)): \(problem ?? "")")
            }
        }
    }

    private static let subjects: [RunOutline] = [
        RunOutline(graph: .numbers(perLayer: 3)),
        RunOutline(outputsOfPoints: 1, graph: .numbers(perLayer: 8)),
        RunOutline(outputsOfPoints: 1, isSingleSample: true, graph: .numbers(perLayer: 1)),
        RunOutline(graph: .wide(layers: 11, hasPictures: false)),
        RunOutline(outputsOfPoints: 2, graph: .wide(layers: 7, hasPictures: true)),
    ]

    private static let chosen: [[PaneID]] = [
        [], [.explain], [.network, .explain], [.plane, .network, .loss], [.network, .prediction, .explain],
        [.loss, .network, .explain], [.gradients, .loss], [.sample, .plane, .watches],
        [.plane, .network, .explain, .loss, .gradients, .weights],
    ]

    @Test(arguments: subjects, chosen)
    func everyCellBelongsToOnePartWhateverIsShown(_ subject: RunOutline, _ panes: [PaneID]) {
        for size in Self.sizes where size.width <= 200 {
            let arrangement = Arrangement(size, chosen: panes, subject: subject)
            let parts =
                [arrangement.title, arrangement.narration, arrangement.rail, arrangement.hints] + arrangement.places.map(\.area)
            #expect(Self.problem(parts, in: Rect(size)) == nil, "\(size): \(panes)")
            // The frames of places that share a line leave no line between them without one.
            for place in arrangement.places {
                #expect(place.content.isEmpty || place.area.intersection(place.content) == place.content)
            }
        }
    }

    @Test(arguments: chosen.dropFirst(), [Size(80, 20), Size(80, 24), Size(120, 40), Size(200, 60)])
    func chosenPanesAreShownAndNoOthers(_ panes: [PaneID], _ size: Size) {
        let places = Arrangement(size, chosen: panes).places
        #expect(Set(places.map(\.pane)) == Set(panes))
        for pane in PaneID.allCases { #expect(places.count { $0.tabs.contains(pane) } == 1, "\(pane)") }
    }

    @Test func eachPaneStandsOnceAndTheChosenOneIsThere() {
        for size in Self.sizes {
            for (tab, zoomed) in Self.choices {
                let arrangement = Arrangement(size, tabs: TabHistory([tab]), zoomed: zoomed)
                let panes = arrangement.places.map(\.pane)
                #expect(Set(panes).count == panes.count, "\(size)")
                #expect(arrangement.isTooSmall == panes.isEmpty, "\(size)")
                for place in arrangement.places where !place.tabs.isEmpty { #expect(place.tabs.contains(place.pane), "\(size)") }
                if let zoomed, !arrangement.isTooSmall { #expect(panes == [zoomed], "\(size)") }
            }
        }
    }

    @Test func onlyScreensBelowTheLeastSizeAreTooSmall() {
        for size in Self.sizes {
            let isBelow = size.width < 40 || size.height < 12
            #expect(Arrangement(size, tabs: TabHistory()).isTooSmall == isBelow, "\(size)")
        }
    }

    @Test(arguments: [(Size(50, 14), 2), (Size(80, 24), 4), (Size(120, 40), 7), (Size(200, 60), 10), (Size(250, 80), 10)])
    func largerScreensShowMorePanes(_ size: Size, _ count: Int) {
        #expect(Arrangement(size, tabs: TabHistory()).places.count == count)
    }

    @Test func aZoomedPaneHasTheWholeBody() {
        let arrangement = Arrangement(Size(120, 40), zoomed: .weights)
        #expect(arrangement.places.map(\.pane) == [.weights])
        #expect(arrangement.places[0].area == Rect(x: 0, y: 1, width: 120, height: 36))
    }

    @Test(arguments: PaneID.allCases, [Size(50, 14), Size(80, 24), Size(120, 40), Size(200, 60)])
    func everyScreenShowsThePaneThatWasAskedFor(_ tab: PaneID, _ size: Size) {
        #expect(Arrangement(size, tabs: TabHistory([tab])).area(of: tab) != nil)
    }

    @Test(arguments: [Size(50, 14), Size(80, 24), Size(120, 40), Size(200, 60)])
    func everyPaneHasExactlyOnePlace(_ size: Size) {
        let places = Arrangement(size).places
        for pane in PaneID.allCases { #expect(places.count { $0.tabs.contains(pane) } == 1, "\(pane)") }
    }

    @Test func ofPanesThatTakeTurnsTheOneAskedForLastIsShown() {
        var turns = TabHistory()
        for pane in [PaneID.gradients, .loss, .weights, .loss] {
            turns.show(pane)
            let place = Arrangement(Size(80, 24), tabs: turns).place(of: pane)
            #expect(place?.pane == pane && place?.slot == .explain)
        }
    }

    @Test func aPaneCanBePutIntoAnotherPlace() {
        var turns = TabHistory()
        turns.move(.loss, to: .network)
        let arrangement = Arrangement(Size(120, 40), tabs: turns)
        #expect(arrangement.place(of: .loss)?.slot == .network)
        #expect(arrangement.area(of: .loss) == Arrangement(Size(120, 40)).area(of: .network))
        #expect(Arrangement(Size(50, 14), tabs: turns).place(of: .loss)?.slot == .network)
    }

    @Test func aClickFindsThePaneUnderIt() throws {
        let arrangement = Arrangement(Size(120, 40), tabs: TabHistory())
        for place in arrangement.places {
            let corners = [
                Point(x: place.area.x, y: place.area.y), Point(x: place.area.right - 1, y: place.area.bottom - 1),
            ]
            for corner in corners { #expect(arrangement.place(at: corner)?.pane == place.pane) }
        }
        #expect(arrangement.place(at: Point(x: 0, y: 0)) == nil)
        #expect(arrangement.place(at: Point(x: 5000, y: 20)) == nil)
    }

    /// What is wrong with the parts of an area that should cover it without overlap.
    private static func problem(_ parts: [Rect], in whole: Rect) -> String? {
        let parts = parts.filter { !$0.isEmpty }
        for (index, part) in parts.enumerated() {
            if part.intersection(whole) != part { return "\(part) is not inside" }
            for other in parts[(index + 1)...] where !part.intersection(other).isEmpty { return "\(part) and \(other) overlap" }
        }
        let covered = parts.reduce(0) { $0 + $1.width * $1.height }
        let wanted = whole.width * whole.height
        return covered == wanted ? nil : "\(covered) of \(wanted) cells are covered"
    }
}
