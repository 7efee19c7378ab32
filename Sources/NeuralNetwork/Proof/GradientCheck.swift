/// Compares gradients from the backward pass with central differences of the loss, in Double.
///
/// Differences of step h and h/2 are combined (Richardson extrapolation), which leaves an error of order h⁴. Where the loss has a
/// kink within reach (a ReLU exactly at 0, a tie in a pool), two-sided differences mean nothing: such elements are recognized by
/// slopes that differ on the two sides however small h gets, counted, and held against the one-sided slopes instead: the analytic
/// value must lie between them.
public struct GradientCheck {
    /// The comparison of one element.
    public struct Element: Hashable, Sendable {
        /// The parameter's name, or `input`.
        public let tensor: String
        /// The element within the tensor (within the batch for `input`).
        public let index: Int
        /// From the backward pass.
        public let analytic: Double
        /// From differences of the loss.
        public let numeric: Double
        /// `|analytic − numeric|` over the largest gradient of the tensor.
        public let relativeError: Double
        /// The loss has a kink here; `numeric` is the nearer one-sided slope.
        public let isKink: Bool
        /// The analytic value lies outside the one-sided slopes of a kink: differences cannot tell whether it is right.
        public let isUndecided: Bool
    }

    /// The comparison of all elements.
    public struct Report: Hashable, Sendable {
        /// Number of elements compared, kinks included.
        public internal(set) var count = 0
        /// Number of elements at kinks.
        public internal(set) var kinks = 0
        /// Number of those at which several kinks meet, so that differences cannot decide. They are not part of the errors.
        public internal(set) var undecided = 0
        /// The largest relative error.
        public internal(set) var worstRelativeError = 0.0
        /// Where it was.
        public internal(set) var worst: Element?
        /// The largest relative error of each tensor.
        public internal(set) var worstByTensor: [String: Double] = [:]
    }

    private let network: Network<Double>
    private let workspace: Workspace<Double>
    private let loss: Loss<Double>
    private let penalty: PenaltySpec
    private let mode: Mode
    private let savedBuffers: [Double]

    /// A check of a network on the batch in `workspace` (input, targets, count, randomness, given masks and states are taken as
    /// they are).
    public init(
        _ network: Network<Double>, in workspace: Workspace<Double>, loss: LossSpec, penalty: PenaltySpec = .none,
        mode: Mode = .train
    ) {
        precondition(workspace.network === network, "the workspace belongs to another network")
        self.network = network
        self.workspace = workspace
        self.loss = Loss(loss, output: network.spec.output, bug: network.spec.bug)
        self.penalty = penalty
        self.mode = mode
        savedBuffers = network.buffers.array
    }

    /// Checks every parameter, and every input value unless the input is indices. `stride` above 1 checks every stride-th element
    /// of each tensor.
    public func run(stride: Int = 1) -> Report {
        precondition(stride >= 1, "a stride of \(stride) reaches nothing")
        computeGradients()
        let largest = largestGradient()
        var report = Report()
        for entry in network.layout.entries {
            check(entry.name, network.parameters[entry.range], analytic(entry.range), stride, largest, &report)
        }
        if network.spec.inputKind == .values, workspace.hasOutputGradient(0) {
            let input = workspace.activation(0).buffer
            check("input", input, Array(workspace.outputGradient(0).buffer), stride, largest, &report)
        }
        computeGradients()
        return report
    }

    /// Checks one parameter by its offset in the flat store.
    public func check(parameter offset: Int) -> Element {
        guard let entry = network.layout.entry(at: offset) else { preconditionFailure("there is no parameter at \(offset)") }
        computeGradients()
        let gradients = analytic(entry.range)
        let index = offset - entry.range.lowerBound
        let scale = max(gradients.map { abs($0) }.max() ?? 0, largestGradient() * 1e-3, 1e-10)
        let element = compare(entry.name, index, network.parameters.pointer + offset, gradients[index], scale)
        computeGradients()
        return element
    }

    private func check(
        _ tensor: String, _ values: UnsafeMutableBufferPointer<Double>, _ analytic: [Double], _ stride: Int, _ largest: Double,
        _ report: inout Report
    ) {
        // Gradients that are zero up to rounding are measured against the network's largest.
        let scale = max(analytic.map { abs($0) }.max() ?? 0, largest * 1e-3, 1e-10)
        guard let base = values.baseAddress else { return }
        for index in Swift.stride(from: 0, to: values.count, by: stride) {
            let element = compare(tensor, index, base + index, analytic[index], scale)
            report.count += 1
            if element.isKink { report.kinks += 1 }
            if element.isUndecided {
                report.undecided += 1
                continue
            }
            report.worstByTensor[tensor] = max(report.worstByTensor[tensor] ?? 0, element.relativeError)
            // Written so that a NaN becomes the worst.
            if report.worst == nil || !(element.relativeError <= report.worstRelativeError) {
                report.worstRelativeError = element.relativeError.isNaN ? .infinity : element.relativeError
                report.worst = element
            }
        }
    }

    private func compare(
        _ tensor: String, _ index: Int, _ pointer: UnsafeMutablePointer<Double>, _ analytic: Double, _ scale: Double
    ) -> Element {
        let value = pointer.pointee
        defer { pointer.pointee = value }
        func lossAt(_ offset: Double) -> Double {
            pointer.pointee = value + offset
            return currentLoss()
        }
        func central(_ h: Double) -> Double { (lossAt(h) - lossAt(-h)) / (2 * h) }
        func element(_ numeric: Double, kink: Bool, undecided: Bool = false) -> Element {
            Element(
                tensor: tensor, index: index, analytic: analytic, numeric: numeric,
                relativeError: abs(analytic - numeric) / scale,
                isKink: kink, isUndecided: undecided)
        }
        var h = 1e-3 * max(1, abs(value))
        var best = (slope: Double.nan, doubt: Double.infinity)
        for _ in 0..<6 {
            let (wide, middle, narrow) = (central(h), central(h / 2), central(h / 4))
            let (first, second) = ((4 * middle - wide) / 3, (4 * narrow - middle) / 3)
            if abs(first - second) < best.doubt { best = (second, abs(first - second)) }
            if best.doubt <= 3e-9 * scale {
                // A kink between straight lines looks smooth to two-sided differences: a disagreement is looked at from both
                // sides.
                if abs(analytic - best.slope) <= 3e-8 * scale { return element(best.slope, kink: false) }
                break
            }
            h /= 4
        }
        // The slopes on both sides of a kink stay apart however small h gets; those of a smooth curve draw together.
        func sides(_ h: Double) -> (left: Double, right: Double) {
            let center = lossAt(0)
            return ((center - lossAt(-h)) / h, (lossAt(h) - center) / h)
        }
        let (near, nearer) = (sides(4e-6 * max(1, abs(value))), sides(1e-6 * max(1, abs(value))))
        let (jump, nearerJump) = (abs(near.right - near.left), abs(nearer.right - nearer.left))
        guard nearerJump > 1e-4 * scale, nearerJump > 0.7 * jump else { return element(best.slope, kink: false) }
        let (low, high) = (min(nearer.left, nearer.right), max(nearer.left, nearer.right))
        if analytic >= low - 1e-4 * scale, analytic <= high + 1e-4 * scale { return element(analytic, kink: true) }
        return element(analytic < low ? low : high, kink: true, undecided: true)
    }

    private func currentLoss() -> Double {
        restoreBuffers()
        network.forward(in: workspace, mode: mode)
        return loss.value(in: workspace) + penalty.value(network)
    }

    private func computeGradients() {
        restoreBuffers()
        workspace.zeroGradients()
        network.forward(in: workspace, mode: mode)
        loss.backward(in: workspace)
        network.backward(in: workspace)
        if let gradients = workspace.gradients { penalty.addGradient(network, to: gradients) }
        restoreBuffers()
    }

    private func restoreBuffers() {
        for (index, value) in savedBuffers.enumerated() { network.buffers.pointer[index] = value }
    }

    private func analytic(_ range: Range<Int>) -> [Double] {
        guard let gradients = workspace.gradients else {
            preconditionFailure("a gradient check needs a workspace with parameter gradients")
        }
        return Array(gradients.values(range))
    }

    private func largestGradient() -> Double { workspace.gradients?.buffer.map { abs($0) }.max() ?? 0 }
}
