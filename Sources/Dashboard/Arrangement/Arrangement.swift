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
        /// Whether its lowest line is the top line of the place below: on low screens a row is worth more than a line.
        public var isOpenBelow = false
        /// Whether the place above has no line of its own at its bottom.
        public var joinsAbove = false

        /// The inside of its frame.
        public var content: Rect { Frame.content(of: area, isOpenBelow: isOpenBelow) }
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
    ///   - below: rows that something else takes at the bottom, that of the keys among them; where it does, it is what tells the
    ///     screen's story, and nothing is narrated.
    ///   - tabs: which panes to show where several take turns.
    ///   - zoomed: a pane that has the whole body.
    ///   - chosen: the panes to show; empty: those that suit the size and the subject.
    public init(
        _ size: Size, below: Int = 0, tabs: TabHistory = TabHistory(), zoomed: PaneID? = nil, comparing: Compared? = nil,
        chosen: [PaneID] = [], subject: RunOutline = RunOutline()
    ) {
        let hasStrip = below > 0
        let size = Size(width: size.width, height: size.height - max(0, below - 1))
        guard size.width >= Self.minimum.width, size.height >= Self.minimum.height else {
            self.init(title: Rect(size), places: [], narration: .zero, rail: .zero, hints: .zero, isTooSmall: true)
            return
        }
        let (title, rest) = Rect(size).splitTop(1)
        let narrates = !hasStrip && size.height >= 18
        let (whole, bars) = rest.splitTop(rest.height - (narrates ? 3 : 2))
        let (narration, railAndHints) = bars.splitTop(narrates ? 1 : 0)
        let (rail, hints) = railAndHints.splitTop(1)
        var body = whole
        var (runNames, scores) = (Rect.zero, Rect.zero)
        if comparing != nil {
            (runNames, body) = body.splitTop(1)
            (body, scores) = body.splitTop(body.height - (size.height >= 20 ? 2 : 1))
            body = body.splitLeft(size.width / 2).0
        }
        let places: [Place]
        if let zoomed {
            places = [Place(slot: zoomed, pane: zoomed, area: body, tabs: PaneID.allCases)]
        } else {
            let slots =
                if let comparing {
                    Self.comparison(body, comparing)
                } else if !chosen.isEmpty {
                    Self.chosen(chosen, in: body, subject)
                } else if size.width >= 170 && size.height >= 50 {
                    Self.large(body, subject)
                } else if size.width >= 110 && size.height >= 34 {
                    Self.medium(body, subject)
                } else {
                    Self.small(body, subject)
                }
            let filled = Self.fill(slots, tabs)
            places = size.height < 30 && comparing == nil ? Self.joined(filled, isLow: size.height < 22) : filled
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
        if slots.contains(pane.id) { return pane.id }
        // A pane without a place of its own takes turns with the explanation.
        return pane.homes.first { slots.contains($0) } ?? (slots.contains(.explain) ? .explain : slots.last)
    }

    /// Places that stand on another's, with one line between them; on a very low screen the lowest have none at their bottom.
    private static func joined(_ places: [Place], isLow: Bool) -> [Place] {
        let end = places.map(\.area.bottom).max() ?? 0
        func isSupported(_ above: Rect) -> Bool {
            (above.x..<above.right).allSatisfy { x in
                places.contains { $0.area.y == above.bottom && ($0.area.x..<$0.area.right).contains(x) }
            }
        }
        var result = places
        for index in result.indices {
            result[index].isOpenBelow = isSupported(places[index].area) || isLow && places[index].area.bottom == end
        }
        for index in result.indices {
            result[index].joinsAbove = result.contains {
                $0.isOpenBelow && $0.area.bottom == result[index].area.y && $0.area.x < result[index].area.right
                    && $0.area.right > result[index].area.x
            }
        }
        return result
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

    /// 80×24: the network large, sample and prediction beside it, one place that the other panes take turns in. What few neurons
    /// compute is explained over the whole width.
    private static func small(_ body: Rect, _ subject: RunOutline) -> [Slot] {
        if body.width < 64 {
            let (top, bottom) = body.splitTop(body.height / 2)
            return [(.network, top), (.explain, bottom)]
        }
        if case .numbers = subject.graph {
            return chosen(subject.hasPlane ? [.plane, .network, .explain] : [.network, .explain], in: body, subject)
        }
        if case .wide = subject.graph {
            let (network, below) = body.splitTop(body.height * 11 / 21)
            let (sample, explain) = below.splitLeft(27)
            return [(.network, network), (subject.hasPlane ? .plane : .sample, sample), (.explain, explain)]
        }
        let (left, right) = body.splitLeft(27)
        let (network, tabbed) = right.splitTop(max(8, right.height * 11 / 21))
        return samples(left, subject.outputsOfPoints) + [(.network, network), (.explain, tabbed)]
    }

    /// 120×40: what one step is about, at once.
    private static func medium(_ body: Rect, _ subject: RunOutline) -> [Slot] {
        switch subject.graph {
        case .usual: break
        case .numbers(let perLayer): return mediumWithNumbers(body, subject, perLayer)
        case .wide(let layers, let hasPictures): return mediumWide(body, layers, hasPictures)
        }
        let (top, bottom) = body.splitTop(body.height - max(11, body.height * 3 / 10))
        let (left, rest) = top.splitLeft(subject.outputsOfPoints == nil ? 31 : 37)
        let explainWidth = max(38, rest.width * 2 / 5)
        let (network, explain) = rest.splitLeft(rest.width - explainWidth)
        let third = bottom.width / 3
        let (gradients, others) = bottom.splitLeft(third)
        let (loss, weights) = others.splitLeft(third)
        return samples(left, subject.outputsOfPoints) + [
            (.network, network), (.explain, explain), (.gradients, gradients), (.loss, loss), (.weights, weights),
        ]
    }

    /// The graph with its numbers over the whole width, and its explanation in two columns.
    private static func mediumWithNumbers(_ body: Rect, _ subject: RunOutline, _ perLayer: Int) -> [Slot] {
        let (top, bottom) = body.splitTop(min(body.height - 18, max(body.height / 2, 2 * perLayer + 5)))
        let (explain, right) = bottom.splitLeft(max(76, bottom.width - 44))
        let (loss, gradients) = right.splitTop(right.height / 2)
        let below: [Slot] = [(.explain, explain), (.loss, loss), (.gradients, gradients)]
        guard subject.hasPlane else { return [(.network, top)] + below }
        let (plane, network) = top.splitLeft(min(40, 2 * top.height + 4))
        return [(.plane, plane), (.network, network)] + below
    }

    /// The graph over the whole width: input and outputs stand in it. Below it as much as a row for each layer takes, where these are
    /// no pictures that need the height.
    private static func mediumWide(_ body: Rect, _ layers: Int, _ hasPictures: Bool) -> [Slot] {
        let rows = hasPictures ? 12 : min(17, max(12, layers + 6))
        let (network, bottom) = body.splitTop(body.height - rows)
        let (explain, others) = bottom.splitLeft(bottom.width * 36 / 120)
        let (gradients, loss) = others.splitLeft(others.width * 5 / 8)
        return [(.network, network), (.explain, explain), (.gradients, gradients), (.loss, loss)]
    }

    /// 200×60: the same with room for histories, and beside it what becomes of the whole held-out set.
    private static func large(_ body: Rect, _ subject: RunOutline) -> [Slot] {
        let outputs = subject.outputsOfPoints
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
