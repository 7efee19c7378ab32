import Basics
import Datasets
import NeuralNetwork

/// A part of the plane of the inputs (of one input: of the line, `y` without meaning).
public struct PlaneBox: Hashable, Sendable {
    /// The first input, from left to right.
    public var x: ClosedRange<Double>
    /// The second input, from the bottom up.
    public var y: ClosedRange<Double>

    /// The value of a column's or row's middle, of so many that divide a range evenly. Rows go from the top down.
    public func x(column: Int, of count: Int) -> Double {
        x.lowerBound + (x.upperBound - x.lowerBound) * (Double(column) + 0.5) / Double(max(1, count))
    }
    /// The value of a row's middle, the first row being the top one.
    public func y(row: Int, of count: Int) -> Double {
        y.upperBound - (y.upperBound - y.lowerBound) * (Double(row) + 0.5) / Double(max(1, count))
    }

    /// The column and row that a point is in; those beyond the box count as its edge.
    public func place(x pointX: Double, y pointY: Double, columns: Int, rows: Int) -> (column: Int, row: Int) {
        func index(_ part: Double, _ count: Int) -> Int {
            part.isFinite ? min(count - 1, max(0, Int(saturating: (part * Double(count)).rounded(.down)))) : 0
        }
        return (
            index((pointX - x.lowerBound) / (x.upperBound - x.lowerBound), columns),
            index((y.upperBound - pointY) / (y.upperBound - y.lowerBound), rows)
        )
    }
}

extension PlaneBox {
    /// Samples that decide which part of the plane is shown, and that are shown on it, at most.
    package static let samples = 1000
}

extension Moment {
    /// True where a sample is one or two numbers.
    package var isPlane: Bool { (1...2).contains(data.train.featureCount) && network.spec.inputKind == .values }

    /// The part of the plane with the points, and a margin. A point that is added leaves it as it is, unless it lies outside.
    package var planeBox: PlaneBox {
        var (lowX, highX, lowY, highY) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        let width = data.train.featureCount
        for (set, added) in [(data.train, data.added.count), (data.heldOut, 0)] {
            guard case .values(let values) = set.features else { continue }
            for sample in 0..<min(set.count - added, PlaneBox.samples) {
                let x = Double(values[sample * width])
                (lowX, highX) = (min(lowX, x), max(highX, x))
                guard width > 1 else { continue }
                let y = Double(values[sample * width + 1])
                (lowY, highY) = (min(lowY, y), max(highY, y))
            }
        }
        func widened(_ low: Double, _ high: Double) -> ClosedRange<Double> {
            guard low.isFinite, high.isFinite else { return -1...1 }
            let margin = max((high - low) * 0.12, 1e-6 * max(1, low.magnitude))
            return low - margin...high + margin
        }
        var box = PlaneBox(x: widened(lowX, highX), y: widened(lowY, highY))
        for sample in data.added {
            if let x = sample.features.first { box.x.widen(to: Double(x)) }
            if width > 1 { box.y.widen(to: Double(sample.features[1])) }
        }
        return box
    }

    /// Sends an even grid of points through the network as it is, some at a time. `body` gets the workspace and the number of its
    /// first point; points go row by row from the top.
    package func sweep(_ box: PlaneBox, columns: Int, rows: Int, _ body: (Workspace<Float>, Int) -> Void) {
        let total = columns * rows
        guard total > 0 else { return }
        let workspace = network.makeWorkspace(capacity: min(256, total), parameterGradients: false, inputGradient: false)
        let width = data.train.featureCount
        var first = 0
        while first < total {
            workspace.count = min(workspace.capacity, total - first)
            for place in 0..<workspace.count {
                let index = first + place
                workspace.input[place * width] = Float(box.x(column: index % columns, of: columns))
                if width > 1 { workspace.input[place * width + 1] = Float(box.y(row: index / columns, of: rows)) }
            }
            network.forward(in: workspace, mode: .eval)
            body(workspace, first)
            first += workspace.count
        }
    }

    /// Points of a grid that can be afforded in a frame: fewer in a large network.
    package var affordablePoints: Int { max(64, min(20_000, 8_000_000 / max(1, network.parameters.count))) }
}

extension ClosedRange<Double> {
    /// Makes a number a part of it.
    fileprivate mutating func widen(to number: Double) {
        guard number.isFinite else { return }
        self = Swift.min(lowerBound, number)...Swift.max(upperBound, number)
    }
}
