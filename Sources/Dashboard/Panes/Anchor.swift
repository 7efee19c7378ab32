import Inspection
import TerminalGraphics

/// Something in a pane that can be pointed at: by a click, and by whatever lights it up.
public enum Anchor: Hashable, Sendable {
    /// All of the pane.
    case pane
    /// A layer, by its column in the network.
    case layer(Int)
    case neuron(column: Int, unit: Int)
    case weight(column: Int, neuron: Int, input: Int)
    /// A number of a neuron by its letter: `z`, `δ`.
    case number(String, column: Int, unit: Int)
    /// A line of a text, or a curve, by what it is called there: `δ`, `loss`.
    case line(String)

    /// The selection that points at it; nil where nothing can be selected there.
    /// - Parameter present: what is selected now, in the same sample.
    func selection(from present: Selection) -> Selection? {
        switch self {
        case .neuron(let column, let unit) where column > 0:
            Selection(column: column, neuron: unit, input: nil, sample: present.sample)
        case .weight(let column, let neuron, let input):
            Selection(column: column, neuron: neuron, input: input, sample: present.sample)
        case .layer(let column) where column > 0:
            column == present.column ? present : Selection(column: column, neuron: 0, input: nil, sample: present.sample)
        default: nil
        }
    }
}

/// An anchor, and the cells where it stands.
public struct PlacedAnchor: Hashable, Sendable {
    /// The thing that stands there.
    public var anchor: Anchor
    /// Its cells.
    public var area: Rect
    /// Columns beside it in which a click still hits it; nil where clicks pass it by.
    public var reach: Int?

    /// An anchor in its place.
    public init(_ anchor: Anchor, _ area: Rect, reach: Int? = 0) {
        (self.anchor, self.area, self.reach) = (anchor, area, reach)
    }

    /// Columns from a cell to it, on its own rows; nil where a click there does not hit it.
    fileprivate func distance(to point: Point) -> Int? {
        guard let reach, !area.isEmpty, (area.y..<area.bottom).contains(point.y) else { return nil }
        let distance = max(0, area.x - point.x, point.x - area.right + 1)
        return distance <= reach ? distance : nil
    }
}

/// Both directions of one list: from a cell to what stands there, and from a thing to its cells.
extension [PlacedAnchor] {
    /// The anchor at a cell, or the nearest beside it; of several the smallest.
    public func hit(at point: Point) -> Anchor? {
        let hits = compactMap { placed in
            placed.distance(to: point).map { ($0, placed.area.width * placed.area.height, placed.anchor) }
        }
        return hits.min { ($0.0, $0.1) < ($1.0, $1.1) }?.2
    }

    /// The cells of an anchor: several areas where it stands more than once.
    public func areas(of anchor: Anchor) -> [Rect] { filter { $0.anchor == anchor }.map(\.area) }
}
