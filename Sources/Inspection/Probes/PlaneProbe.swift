import Datasets
import NeuralNetwork

/// The network's answers over the plane of its inputs, and the samples on it.
public struct PlaneProbe: Probe {
    /// Points of the finest grid that can be shown, across.
    public var columns: Int
    /// Points down, at most.
    public var rows: Int

    /// The plane in at most so many points across and down.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    public struct Reading: Sendable {
        /// The part of the plane; of one input, `y` is the range of its targets and answers.
        public var box: PlaneBox
        /// Grid points across.
        public var columns: Int
        /// Grid points down; 1 where a sample is one number.
        public var rows: Int
        /// The answer at each point, row by row from the top.
        public var answers: Answers
        /// The samples on it: of each set the first ones, all those added by hand, and the pinned one.
        public var points: [Point]
        /// Samples that are not among the points.
        public var hidden: Int
        /// Grid points a side that one pixel stands for would be more than the network can be asked in a frame: how much coarser
        /// it is.
        public var coarseness: Int
    }

    /// The network's answers over the grid, in the form that the targets have.
    public enum Answers: Sendable {
        /// p of class 1 − p of class 0, from −1 to 1; 0 is the decision boundary.
        case twoClasses([Float])
        /// The likeliest class, and how far it is ahead of the next.
        case classes([Int], lead: [Float])
        /// A number; `scale`: the largest magnitude of the targets.
        case values([Float], scale: Float)
    }

    /// A sample.
    public struct Point: Sendable, Hashable {
        /// The first input.
        public var x: Float
        /// Of one input: the target.
        public var y: Float
        /// Its class; nil where targets are numbers.
        public var label: Int?
        /// The target where it is a number, else the number of the class.
        public var target: Float
        /// True of a held-out sample: never trained on.
        public var isHeldOut: Bool
        /// True of the sample in view: the pinned one.
        public var isPinned: Bool
        /// True of a sample that the person has added.
        public var isAdded = false
    }

    public var wants: TensorSet { .grid }

    public func read(_ moment: any Moment) -> Reading? {
        guard moment.isPlane, columns > 0, rows > 0 else { return nil }
        var box = moment.planeBox
        let isLine = moment.data.train.featureCount == 1
        var points = Self.points(.train, moment, added: moment.data.added.count)
        points += Self.points(.heldOut, moment)
        var coarseness = 1
        let wanted = isLine ? columns : columns * rows
        while wanted / (isLine ? coarseness : coarseness * coarseness) > moment.affordablePoints { coarseness += 1 }
        let grid = (columns: max(1, columns / coarseness), rows: isLine ? 1 : max(1, rows / coarseness))
        let answers = self.answers(moment, box, grid)
        if isLine {
            var all = points.map { Double($0.y) }
            if case .values(let values, _) = answers { all += values.filter(\.isFinite).map(Double.init) }
            let (low, high) = (all.min() ?? -1, all.max() ?? 1)
            let margin = max((high - low) * 0.08, 1e-6)
            box.y = low - margin...high + margin
        }
        return Reading(
            box: box, columns: grid.columns, rows: grid.rows, answers: answers, points: points,
            hidden: max(0, moment.data.train.count + moment.data.heldOut.count - points.count), coarseness: coarseness)
    }

    /// - Parameter added: so many at the end have been added, and are among the points however many there are before them.
    private static func points(_ part: SampleReference.Part, _ moment: any Moment, added: Int = 0) -> [Point] {
        let set = moment.data[part]
        guard case .values(let values) = set.features else { return [] }
        let width = set.featureCount
        let own = set.count - added
        return (Array(0..<min(own, PlaneBox.samples)) + Array(own..<set.count)).map { sample in
            let label = set.label(of: sample)
            var target = Float(label ?? 0)
            if case .vectors(let targets, let size) = set.targets { target = targets[sample * size] }
            return Point(
                x: values[sample * width], y: width > 1 ? values[sample * width + 1] : target, label: label, target: target,
                isHeldOut: part == .heldOut, isPinned: moment.pinned == SampleReference(part, sample), isAdded: sample >= own)
        }
    }

    private func answers(_ moment: any Moment, _ box: PlaneBox, _ grid: (columns: Int, rows: Int)) -> Answers {
        let count = grid.columns * grid.rows
        let width = moment.loss.outputShape.count
        let isBinary = moment.data.train.classCount == 2
        let lossSpec = moment.loss.spec
        var values: [Float] = []
        var winners: [Int] = []
        values.reserveCapacity(count)
        moment.sweep(box, columns: grid.columns, rows: grid.rows) { workspace, _ in
            let outputs = moment.loss.probabilities(in: workspace)
            for place in 0..<workspace.count {
                let row = outputs[place * width..<(place + 1) * width]
                let start = row.startIndex
                if moment.data.train.hasClasses, width > 2 {
                    let best = row.indices.max { row[$0] < row[$1] } ?? start
                    let second = row.indices.filter { $0 != best }.map { row[$0] }.max() ?? 0
                    winners.append(best - start)
                    values.append(row[best] - second)
                } else if isBinary, width == 2 {
                    values.append(row[start + 1] - row[start])
                } else if isBinary {
                    // One output: p, where it is one; of a hinge loss the sign decides.
                    values.append(
                        lossSpec.targetForm == .signs ? max(-1, min(1, row[start])) : max(-1, min(1, 2 * row[start] - 1)))
                } else {
                    values.append(row[start])
                }
            }
        }
        if moment.data.train.hasClasses { return winners.isEmpty ? .twoClasses(values) : .classes(winners, lead: values) }
        var scale: Float = 0
        if case .vectors(let targets, _) = moment.data.train.targets { scale = targets.reduce(0) { max($0, $1.magnitude) } }
        return .values(values, scale: scale)
    }
}
