import TerminalGraphics

/// Where everything stands: a pure function of the size and of what is focused and zoomed. Hit-boxes for the mouse come from here, too.
public struct Arrangement: Hashable, Sendable {
    public struct Place: Hashable, Sendable {
        public var pane: PaneID
        public var area: Rect
        /// Panes that take turns in this place, if any; the one shown is `pane`.
        public var tabs: [PaneID]
    }

    public var title: Rect
    public var places: [Place]
    /// A sentence on what has just happened; empty on low screens.
    public var narration: Rect
    public var rail: Rect
    public var hints: Rect
    /// True where there is no room for panes; then only `title` has an area.
    public var isTooSmall: Bool

    /// The smallest size with panes.
    public static let minimum = Size(width: 40, height: 12)

    /// - Parameters:
    ///   - tab: which pane to show where several take turns.
    ///   - zoomed: a pane that has the whole body.
    public init(_ size: Size, tab: PaneID, zoomed: PaneID?) {
        guard size.width >= Self.minimum.width, size.height >= Self.minimum.height else {
            self.init(title: Rect(size), places: [], narration: .zero, rail: .zero, hints: .zero, isTooSmall: true)
            return
        }
        let (title, below) = Rect(size).splitTop(1)
        let narrates = size.height >= 30
        let (body, bars) = below.splitTop(below.height - (narrates ? 3 : 2))
        let (narration, railAndHints) = bars.splitTop(narrates ? 1 : 0)
        let (rail, hints) = railAndHints.splitTop(1)
        let places: [Place]
        if let zoomed {
            places = [Place(pane: zoomed, area: body, tabs: [])]
        } else if size.width >= 170 && size.height >= 50 {
            places = Self.large(body, tab: tab)
        } else if size.width >= 110 && size.height >= 34 {
            places = Self.medium(body, tab: tab)
        } else {
            places = Self.small(body, tab: tab)
        }
        self.init(title: title, places: places, narration: narration, rail: rail, hints: hints, isTooSmall: false)
    }

    private init(title: Rect, places: [Place], narration: Rect, rail: Rect, hints: Rect, isTooSmall: Bool) {
        self.title = title
        self.places = places
        self.narration = narration
        self.rail = rail
        self.hints = hints
        self.isTooSmall = isTooSmall
    }

    /// The pane at a cell.
    public func place(at point: Point) -> Place? { places.first { $0.area.contains(point) } }

    public func area(of pane: PaneID) -> Rect? { places.first { $0.pane == pane }?.area }

    /// 80×24: the network large, sample and prediction beside it, one place that the other panes take turns in.
    private static func small(_ body: Rect, tab: PaneID) -> [Place] {
        let turns: [PaneID] = [.explain, .gradients, .loss, .branches, .weights]
        let shown = turns.contains(tab) ? tab : .explain
        if body.width < 64 {
            let (top, bottom) = body.splitTop(body.height / 2)
            let network = Place(pane: .network, area: top, tabs: [])
            return [network, Place(pane: shown, area: bottom, tabs: turns)]
        }
        let (left, right) = body.splitLeft(27)
        let (sample, prediction) = left.splitTop(left.height - 12)
        let (network, tabbed) = right.splitTop(max(8, right.height * 11 / 21))
        return [
            Place(pane: .sample, area: sample, tabs: []), Place(pane: .prediction, area: prediction, tabs: []),
            Place(pane: .network, area: network, tabs: []), Place(pane: shown, area: tabbed, tabs: turns),
        ]
    }

    /// The curves, and the branches that they belong to.
    private static func curves(_ tab: PaneID, in area: Rect) -> Place {
        Place(pane: tab == .branches ? .branches : .loss, area: area, tabs: [.loss, .branches])
    }

    /// 120×40: everything at once.
    private static func medium(_ body: Rect, tab: PaneID) -> [Place] {
        let (top, bottom) = body.splitTop(body.height - max(11, body.height * 3 / 10))
        let (left, rest) = top.splitLeft(31)
        let (sample, prediction) = left.splitTop(top.height - 12)
        let explainWidth = max(38, rest.width * 2 / 5)
        let (network, explain) = rest.splitLeft(rest.width - explainWidth)
        let third = bottom.width / 3
        let (gradients, others) = bottom.splitLeft(third)
        let (loss, weights) = others.splitLeft(third)
        return [
            Place(pane: .sample, area: sample, tabs: []), Place(pane: .prediction, area: prediction, tabs: []),
            Place(pane: .network, area: network, tabs: []), Place(pane: .explain, area: explain, tabs: []),
            Place(pane: .gradients, area: gradients, tabs: []), curves(tab, in: loss),
            Place(pane: .weights, area: weights, tabs: []),
        ]
    }

    /// 200×60: everything, with room for histories.
    private static func large(_ body: Rect, tab: PaneID) -> [Place] {
        let (left, rest) = body.splitLeft(38)
        let (sample, belowSample) = left.splitTop(17)
        let (prediction, gradients) = belowSample.splitTop(12)
        let (center, right) = rest.splitLeft(rest.width - 60)
        let (network, weights) = center.splitTop(center.height * 2 / 3)
        let (explain, loss) = right.splitTop(right.height * 11 / 20)
        return [
            Place(pane: .sample, area: sample, tabs: []), Place(pane: .prediction, area: prediction, tabs: []),
            Place(pane: .network, area: network, tabs: []), Place(pane: .explain, area: explain, tabs: []),
            Place(pane: .gradients, area: gradients, tabs: []), curves(tab, in: loss),
            Place(pane: .weights, area: weights, tabs: []),
        ]
    }
}
