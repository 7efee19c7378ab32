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
    /// How η changes; a cosine without `steps` is still to be fitted to the length of the run.
    public let schedule: ScheduleSpec

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
        schedule = try scenario.schedule.map { try ScheduleSpec(parsing: $0) } ?? .constant
        let rate = scenario.learningRate
        guard rate.isFinite, rate > 0 else {
            throw InputError(
                "optimizer '\(scenario.optimizer)'", expected: "a learning rate above 0", found: "\(rate)", advice: "try 0.1")
        }
    }
}
