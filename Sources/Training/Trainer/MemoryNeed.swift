import Basics
import Datasets
import Inspection
import NeuralNetwork

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory that a session takes at once, counted before any of it is taken. What grows later (checkpoints, curves) has its own
/// budget.
public struct MemoryNeed: Hashable, Sendable {
    /// Bytes, about; a Double, because it may be far beyond any memory.
    public let bytes: Double
    private let scenario: Scenario
    private let capacity: Int

    /// - Parameters:
    ///   - data: what is trained on; already in memory and not counted.
    ///   - history: bytes for going back in time; 0 for a run that only goes forward.
    /// - Throws: an `InputError` for a scenario that does not fit together.
    public init(_ scenario: Scenario, data: DatasetPair, history: Int) throws {
        try scenario.validate()
        let spec = try NetworkSpec(
            input: NetworkSpec.naturalInput(for: scenario.network.layers, data: Shape(data.train.sampleShape)),
            layers: scenario.network.layers)
        let capacity = min(scenario.batch, data.train.count)
        let copy = Double(spec.parameterCount) * Double(MemoryLayout<Float>.stride)
        // An optimizer for one parameter has as many slots as one for many.
        let state = copy * Double(1 + scenario.optimizer.make(parameterCount: 1, Float.self).slots.count)
        // The network with its optimizer, the iteration's beginning, and the two checkpoints that there always are.
        var bytes = state * (history > 0 ? 4 : 2)
        bytes += try spec.workspaceBytes(Float.self, capacity: capacity, inputGradient: false)
        bytes += try spec.workspaceBytes(Float.self, capacity: 1, parameterGradients: false)
        bytes += try spec.workspaceBytes(
            Float.self, capacity: min(Evaluator.capacity, data.heldOut.count), parameterGradients: false, inputGradient: false)
        self.bytes = bytes
        self.scenario = scenario
        self.capacity = capacity
    }

    /// - Parameter available: bytes that can be had; nil: not known, and nothing is refused.
    /// - Throws: an `InputError`, exit code 69, if the session needs more.
    public func check(available: Int?) throws(InputError) {
        guard let available, bytes > Double(available) else { return }
        throw InputError(
            .unavailable, "network '\(scenario.network)' with batches of \(capacity)",
            expected: "one that fits into \(Self.text(Double(available))) of memory",
            found: "one that needs about \(Self.text(bytes))",
            advice: "try fewer neurons\(capacity > 1 ? " or a smaller --batch" : "")")
    }

    /// All the memory that this machine has, whether free or not; nil where it does not say.
    static var machine: Int? {
        let (bytes, overflow) = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE)))
        return overflow || bytes <= 0 ? nil : bytes
    }

    /// Bytes as people say them: `31.8 GB`.
    private static func text(_ bytes: Double) -> String {
        let units = ["bytes", "kB", "MB", "GB", "TB"]
        var (value, unit) = (bytes, 0)
        while value >= 1000 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        return "\((value * 10).rounded() / 10) \(units[unit])"
    }
}
