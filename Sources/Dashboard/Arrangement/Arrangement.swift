import TerminalGraphics

/// Where everything stands: a pure function of the size and of what is focused and zoomed. Hit-boxes for the mouse come from
/// here, too.
public struct Arrangement: Hashable, Sendable {
    /// A part of the screen in which one of several panes is shown.
    public struct Place: Hashable, Sendable {
        /// Its name: the pane that it is made for.
        public var slot: PaneID
        /// The pane shown.
        public var pane: PaneID
        /// Its cells, border and all.
        public var area: Rect
        /// Panes that take turns in this place, among them the one shown.
        public var tabs: [PaneID]
    }

    /// The first row: the run, in a line.
    public var title: Rect
    /// The places of panes, in the order of the screen; they do not overlap.
    public var places: [Place]
    /// A sentence on what has just happened; empty on low screens.
    public var narration: Rect
    /// The row of an iteration's states.
    public var rail: Rect
    /// The row of keys, and of the `:` line.
    public var hints: Rect
    /// True where there is no room for panes; then only `title` has an area.
    public var isTooSmall: Bool
    /// Of a comparison: the names of both runs, above them; empty else. `places` are those of the left one.
    public var runNames = Rect.zero
    /// Of a comparison: the numbers of both runs, side by side; empty else.
    public var scores = Rect.zero

    /// The kind of samples that two compared runs are trained on.
    public enum Compared: Hashable, Sendable { case samples, points }

    /// The smallest size with panes.
    public static let minimum = Size(width: 40, height: 12)

    /// - Parameters:
    ///   - tabs: which panes to show where several take turns.
    ///   - zoomed: a pane that has the whole body.
    ///   - outputs: of a network whose samples are points: the plane has the sample's place then, and what the prediction leaves of its own.
    public init(
        _ size: Size, tabs: TabHistory = TabHistory(), zoomed: PaneID? = nil, comparing: Compared? = nil,
        pointsWithOutputs outputs: Int? = nil
    ) {
        guard size.width >= Self.minimum.width, size.height >= Self.minimum.height else {
            self.init(title: Rect(size), places: [], narration: .zero, rail: .zero, hints: .zero, isTooSmall: true)
            return
        }
        let (title, below) = Rect(size).splitTop(1)
        let narrates = size.height >= 30
        let (whole, bars) = below.splitTop(below.height - (narrates ? 3 : 2))
        let (narration, railAndHints) = bars.splitTop(narrates ? 1 : 0)
        let (rail, hints) = railAndHints.splitTop(1)
        var body = whole
        var (runNames, scores) = (Rect.zero, Rect.zero)
        if comparing != nil {
            (runNames, body) = body.splitTop(1)
            (body, scores) = body.splitTop(body.height - (size.height >= 34 ? 2 : 1))
            body = body.splitLeft(size.width / 2).0
        }
        let places: [Place]
        if let zoomed {
            places = [Place(slot: zoomed, pane: zoomed, area: body, tabs: PaneID.allCases)]
        } else if let comparing {
            places = Self.fill(Self.comparison(body, comparing), tabs)
        } else if size.width >= 170 && size.height >= 50 {
            places = Self.fill(Self.large(body, outputs), tabs)
        } else if size.width >= 110 && size.height >= 34 {
            places = Self.fill(Self.medium(body, outputs), tabs)
        } else {
            places = Self.fill(Self.small(body, outputs), tabs)
        }
        self.init(title: title, places: places, narration: narration, rail: rail, hints: hints, isTooSmall: false)
        (self.runNames, self.scores) = (runNames, scores)
    }

    private init(title: Rect, places: [Place], narration: Rect, rail: Rect, hints: Rect, isTooSmall: Bool) {
        self.title = title
        self.places = places
        self.narration = narration
        self.rail = rail
        self.hints = hints
        self.isTooSmall = isTooSmall
    }

    /// The place at a cell.
    public func place(at point: Point) -> Place? { places.first { $0.area.contains(point) } }

    /// The place where a pane is shown, or would be when its turn comes.
    public func place(of pane: PaneID) -> Place? { places.first { $0.tabs.contains(pane) } }

    /// The cells of a pane that is shown; nil of one that is not.
    public func area(of pane: PaneID) -> Rect? { places.first { $0.pane == pane }?.area }

    /// An area with a name.
    private typealias Slot = (id: PaneID, area: Rect)

    /// Lets every pane into its place, and shows in each the one asked for last, or the one that the place is made for.
    private static func fill(_ slots: [Slot], _ history: TabHistory) -> [Place] {
        let ids = slots.map(\.id)
        let homes = PaneCatalog.all.map { ($0.id, home(of: $0, history, among: ids)) }
        return slots.compactMap { slot in
            var tabs = homes.filter { $0.1 == slot.id }.map(\.0)
            if let own = tabs.firstIndex(of: slot.id) { tabs.insert(tabs.remove(at: own), at: 0) }
            guard let first = tabs.first else { return nil }
            return Place(slot: slot.id, pane: history.recent.first { tabs.contains($0) } ?? first, area: slot.area, tabs: tabs)
        }
    }

    /// The place of a pane among those that there are.
    private static func home(of pane: any Pane, _ history: TabHistory, among slots: [PaneID]) -> PaneID? {
        if let slot = history.moved[pane.id], slots.contains(slot) { return slot }
        // A pane without a place of its own takes turns with the explanation.
        return pane.homes.first { slots.contains($0) } ?? (slots.contains(.explain) ? .explain : slots.last)
    }

    /// One half of a comparison: the network, what it says, how its gradients and its loss go.
    private static func comparison(_ half: Rect, _ compared: Compared) -> [Slot] {
        if half.width < 50 {
            let (top, bottom) = half.splitTop(half.height * 11 / 20)
            return [(compared == .points ? .plane : .network, top), (.loss, bottom)]
        }
        let (top, bottom) = half.splitTop(half.height * 6 / 10)
        // The answers need little room; a plane as much as it can have.
        let width = compared == .points ? top.width * 4 / 10 : half.width < 90 ? 19 : 26
        let (network, besides) = top.splitLeft(top.width - width)
        let (gradients, loss) = bottom.splitLeft(bottom.width / 2)
        return [
            (.network, network), (compared == .points ? .plane : .prediction, besides), (.gradients, gradients), (.loss, loss),
        ]
    }

    /// Sample above prediction; or the plane, as large as the prediction lets it be.
    private static func samples(_ column: Rect, _ outputs: Int?) -> [Slot] {
        let rows = min(12, max(6, (outputs ?? 10) + 2))
        let (top, prediction) = column.splitTop(column.height - rows)
        return [(outputs == nil ? .sample : .plane, top), (.prediction, prediction)]
    }

    /// 80×24: the network large, sample and prediction beside it, one place that the other panes take turns in.
    private static func small(_ body: Rect, _ outputs: Int?) -> [Slot] {
        if body.width < 64 {
            let (top, bottom) = body.splitTop(body.height / 2)
            return [(.network, top), (.explain, bottom)]
        }
        let (left, right) = body.splitLeft(27)
        let (network, tabbed) = right.splitTop(max(8, right.height * 11 / 21))
        return samples(left, outputs) + [(.network, network), (.explain, tabbed)]
    }

    /// 120×40: what one step is about, at once.
    private static func medium(_ body: Rect, _ outputs: Int?) -> [Slot] {
        let (top, bottom) = body.splitTop(body.height - max(11, body.height * 3 / 10))
        let (left, rest) = top.splitLeft(outputs == nil ? 31 : 37)
        let explainWidth = max(38, rest.width * 2 / 5)
        let (network, explain) = rest.splitLeft(rest.width - explainWidth)
        let third = bottom.width / 3
        let (gradients, others) = bottom.splitLeft(third)
        let (loss, weights) = others.splitLeft(third)
        return samples(left, outputs) + [
            (.network, network), (.explain, explain), (.gradients, gradients), (.loss, loss), (.weights, weights),
        ]
    }

    /// 200×60: the same with room for histories, and beside it what becomes of the whole held-out set.
    private static func large(_ body: Rect, _ outputs: Int?) -> [Slot] {
        // A plane is what most of the lesson is about: as high as the network beside it.
        let (left, rest) = body.splitLeft(outputs == nil ? 38 : 56)
        let (upper, gradients) = left.splitTop(outputs == nil ? 29 : body.height * 2 / 3)
        let (center, right) = rest.splitLeft(rest.width - 60)
        let (network, below) = center.splitTop(center.height * 11 / 20)
        let (weights, besides) = below.splitLeft(below.width * 11 / 20)
        let (activations, confusion) = besides.splitTop(besides.height - 14)
        let (explain, curves) = right.splitTop(right.height / 2)
        let (loss, belief) = curves.splitTop(curves.height * 6 / 11)
        return samples(upper, outputs) + [
            (.network, network), (.explain, explain), (.gradients, gradients), (.weights, weights),
            (.activations, activations), (.confusion, confusion), (.loss, loss), (.belief, belief),
        ]
    }
}
