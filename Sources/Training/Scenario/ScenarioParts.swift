import Basics
import Inspection
import NeuralNetwork

/// What a scenario's texts stand for, each read and checked by itself.
public struct ScenarioParts {
    public let layers: [LayerSpec]
    public let loss: LossSpec
    public let optimizer: OptimizerSpec
    public let initializer: InitializerSpec
    public let clip: ClipSpec
    public let penalty: PenaltySpec
    public let stop: [StopCriterion]
    /// The schedule as it was written: a cosine without `steps` follows the length of the run.
    private let scheduleText: String?

    /// Reads all parts. Throws an `InputError`, which names what is wrong and the nearest right name.
    public init(_ scenario: Scenario) throws {
        try scenario.validate()
        layers = try NetworkSpec.layers(parsing: scenario.network)
        loss = try LossSpec(parsing: scenario.loss)
        optimizer = try OptimizerSpec(parsing: scenario.optimizer)
        initializer = try scenario.initializer.map { try InitializerSpec(parsing: $0) } ?? .he
        clip = try scenario.clip.map { try ClipSpec(parsing: $0) } ?? .none
        penalty = try PenaltySpec(
            "elasticNet", ["l1": .number(scenario.l1), "l2": .number(scenario.l2), "scope": .word(scenario.penaltyScope)])
        stop = try Scenario.stopCriteria(scenario.stop)
        scheduleText = scenario.schedule
        let rate = scenario.learningRate
        guard rate.isFinite, rate > 0 else {
            throw InputError(
                "optimizer '\(scenario.optimizer)'", expected: "a learning rate above 0", found: "\(rate)", advice: "try 0.1")
        }
        _ = try schedule(runLength: 1)
    }

    /// The schedule of a run of so many iterations: half a cosine without `steps` ends where the run ends.
    public func schedule(runLength: Int) throws -> ScheduleSpec {
        guard let text = scheduleText else { return .constant }
        return try ScheduleSpec(parsing: Self.isOpenCosine(text) ? Self.adding("steps:\(max(1, runLength))", to: text) : text)
    }

    private static func isOpenCosine(_ text: String) -> Bool {
        let name = text.lowercased().prefix { $0.isLetter }
        let rest = text.dropFirst(name.count)
        let isBare = rest.isEmpty || rest.hasPrefix("(") && rest.contains(":") && !rest.lowercased().contains("steps")
        return name == "cosine" && isBare
    }

    private static func adding(_ attribute: String, to text: String) -> String {
        text.hasSuffix(")") ? "\(text.dropLast()),\(attribute))" : "\(text)(\(attribute))"
    }
}
