/// The comparison of a run with a reference case: for each quantity the worst deviation and where it was.
public struct ReferenceReport: Sendable {
    /// The comparison of one quantity over all steps: `gradients`, `activations`, `loss`, ...
    public struct Quantity: Sendable {
        /// The quantity: `loss`, `gradients`, `parameters`.
        public let name: String
        /// `|A − E| / (max |E| + absolute / relative)`, the worst of all its elements: at most the relative tolerance where the
        /// quantity passes. Infinite where a value is missing or not finite in another way.
        public internal(set) var worstRelativeError = 0.0
        /// The deviation in units of the tolerance; passes up to 1.
        public internal(set) var worstExcess = 0.0
        /// Step, tensor and element of the worst excess.
        public internal(set) var place = ""
        /// Numbers that were compared.
        public internal(set) var comparisons = 0
        /// Whether every number was within the tolerance.
        public var passes: Bool { worstExcess <= 1 }
    }

    /// The case's name.
    public let name: String
    /// `float` or `double`.
    public let scalar: String
    /// In the order in which they are computed.
    public internal(set) var quantities: [Quantity] = []
    /// Why the case was not run, if it was not.
    public internal(set) var skipped: String?

    /// Whether every quantity was within its tolerance (true for a skipped case).
    public var passes: Bool { quantities.allSatisfy(\.passes) }

    /// The worst relative error of all quantities.
    public var worstRelativeError: Double { quantities.map(\.worstRelativeError).max() ?? 0 }

    /// The quantity farthest from its tolerance, nil for a skipped case.
    public var worst: Quantity? { quantities.max { $0.worstExcess < $1.worstExcess } }
}

/// Collects deviations, quantity by quantity.
struct ReferenceComparison {
    let tolerance: ReferenceCase.Tolerance
    private(set) var report: ReferenceReport
    private var indices: [String: Int] = [:]

    init(name: String, scalar: String, tolerance: ReferenceCase.Tolerance) {
        self.tolerance = tolerance
        report = ReferenceReport(name: name, scalar: scalar)
    }

    /// Compares one tensor. `actual` nil: the run has none.
    mutating func compare(
        _ quantity: String, _ place: String, _ actual: (shape: [Int], data: [Double])?, _ expected: ReferenceTensor
    ) {
        let index = index(of: quantity)
        report.quantities[index].comparisons += expected.data.count
        guard let actual, actual.shape == expected.shape, actual.data.count == expected.data.count else {
            let found = actual.map { "shape \($0.shape) instead of \(expected.shape)" } ?? "nothing"
            return note(index, relative: .infinity, excess: .infinity, "\(place): \(found)")
        }
        var scale = 0.0
        for value in expected.data where value.isFinite { scale = max(scale, abs(value)) }
        for (i, (a, e)) in zip(actual.data, expected.data).enumerated() {
            if !e.isFinite || !a.isFinite {
                let same = e.isNaN ? a.isNaN : a == e
                if !same { note(index, relative: .infinity, excess: .infinity, "\(place)[\(i)]: \(a) instead of \(e)") }
                continue
            }
            let deviation = abs(a - e)
            let excess = deviation == 0 ? 0 : deviation / (tolerance.absolute + tolerance.relative * scale)
            note(index, relative: excess * tolerance.relative, excess: excess, "\(place)[\(i)]")
        }
    }

    mutating func compare(_ quantity: String, _ place: String, _ actual: Double, _ expected: Double) {
        compare(quantity, place, (shape: [], data: [actual]), ReferenceTensor(shape: [], data: [expected]))
    }

    private mutating func index(of quantity: String) -> Int {
        if let index = indices[quantity] { return index }
        report.quantities.append(.init(name: quantity))
        indices[quantity] = report.quantities.count - 1
        return report.quantities.count - 1
    }

    private mutating func note(_ index: Int, relative: Double, excess: Double, _ place: @autoclosure () -> String) {
        if relative > report.quantities[index].worstRelativeError { report.quantities[index].worstRelativeError = relative }
        if excess > report.quantities[index].worstExcess || excess.isNaN {
            report.quantities[index].worstExcess = excess.isNaN ? .infinity : excess
            report.quantities[index].place = place()
        }
    }
}
