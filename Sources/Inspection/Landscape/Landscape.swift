/// The loss over a plane through the weights: how high the ground is about the point that the network stands on, the way it has
/// come, and its next step (Li et al., "Visualizing the Loss Landscape of Neural Nets", 2018).
///
/// The plane goes exactly through the present weights. The way and the step are seen from above: what of them leaves the plane is
/// not there to be seen, so that the ground under the way need not be the loss that the run has had there.
public struct Landscape: Sendable, Hashable {
    /// A direction, and the stretch of it that is shown.
    public struct Axis: Sendable, Hashable {
        /// Its name, in words: `w₁[3,14]`.
        public var name: String
        /// Unit of its numbers, in words.
        public var unit: String
        /// The present weights' place on it.
        public var here: Double
        /// Distance that is shown to either side.
        public var reach: Double
        /// Share of the way's squared length that runs along it; nil where that was not asked for.
        public var share: Double?

        /// A direction.
        public init(name: String, unit: String, here: Double, reach: Double, share: Double? = nil) {
            (self.name, self.unit, self.here, self.reach, self.share) = (name, unit, here, reach, share)
        }

        /// The stretch that is shown.
        public var range: ClosedRange<Double> { here - reach...here + reach }
    }

    /// A point of the plane.
    public struct Place: Sendable, Hashable {
        /// Along the axis across.
        public var across: Double
        /// Along the axis up.
        public var up: Double

        /// A point.
        public init(across: Double, up: Double) { (self.across, self.up) = (across, up) }
    }

    /// Direction from left to right.
    public var across: Axis
    /// Direction from below.
    public var up: Axis
    /// Points along each side, odd: the middle one is where the network stands.
    public var size: Int
    /// Loss at each point, rows from below; not finite where the network breaks.
    public var losses: [Double]  // [row, column]
    /// True once it will not get finer.
    public var isFinest: Bool
    /// Training samples that the loss is the mean of, evenly spread.
    public var samples: Int
    /// Iterations done where the network stands.
    public var iteration: Int
    /// The way from the beginning, as far as it is known, the earliest first.
    public var path: [Place]
    /// Where the next update leads; nil where that is not known.
    public var step: Place?
    /// Reason why the directions are not those that were asked for, in words; nil where they are.
    public var remark: String?

    /// A landscape.
    public init(
        across: Axis, up: Axis, size: Int, losses: [Double], isFinest: Bool, samples: Int, iteration: Int, path: [Place],
        step: Place?, remark: String? = nil
    ) {
        (self.across, self.up, self.size, self.losses, self.isFinest) = (across, up, size, losses, isFinest)
        (self.samples, self.iteration, self.path, self.step, self.remark) = (samples, iteration, path, step, remark)
    }

    /// Loss where the network stands.
    public var center: Double { losses[losses.count / 2] }

    /// The point of a row and a column.
    public func place(row: Int, column: Int) -> Place {
        func value(_ axis: Axis, _ index: Int) -> Double {
            axis.here + axis.reach * (2 * Double(index) / Double(size - 1) - 1)
        }
        return Place(across: value(across, column), up: value(up, row))
    }

    /// The lowest point of those computed; nil where none is finite.
    public var lowest: (place: Place, loss: Double)? {
        guard let index = losses.indices.filter({ losses[$0].isFinite }).min(by: { losses[$0] < losses[$1] }) else { return nil }
        return (place(row: index / size, column: index % size), losses[index])
    }

    /// Loss at a place between the points, straight from one to the next; NaN where one of them is not finite.
    /// - Parameters:
    ///   - across: from 0 on the left to 1 on the right.
    ///   - up: from 0 below to 1 above.
    public func loss(across: Double, up: Double) -> Double {
        let last = Double(size - 1)
        let (x, y) = (min(last, max(0, across * last)), min(last, max(0, up * last)))
        let (column, row) = (min(size - 2, Int(x)), min(size - 2, Int(y)))
        let (right, above) = (x - Double(column), y - Double(row))
        func mixed(_ row: Int) -> Double {
            let (a, b) = (losses[row * size + column], losses[row * size + column + 1])
            return right == 0 ? a : right == 1 ? b : a + (b - a) * right
        }
        if above == 0 { return mixed(row) }
        if above == 1 { return mixed(row + 1) }
        let (low, high) = (mixed(row), mixed(row + 1))
        return low + (high - low) * above
    }
}
