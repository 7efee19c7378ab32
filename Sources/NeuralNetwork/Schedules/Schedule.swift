import ElementaryFunctions

/// A learning-rate schedule, as the catalog holds it: a pure function of the number of training steps done before.
public protocol ScheduleKind: Sendable {
    /// The name, and the attributes that a specification can give.
    static var schema: SpecSchema { get }
    /// The same for a run of so many steps: what was left open follows its length.
    static func fitted(_ spec: ScheduleSpec, toSteps steps: Int) -> ScheduleSpec
    /// The rate of the step after `step` steps, from the optimizer's own rate.
    static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double
}

extension ScheduleKind {
    /// Nothing is left open.
    public static func fitted(_ spec: ScheduleSpec, toSteps steps: Int) -> ScheduleSpec { spec }
}

/// Every schedule there is.
public enum ScheduleCatalog {
    /// In the order in which lists show them.
    public static let kinds: [any ScheduleKind.Type] = [
        ConstantSchedule.self,
        StepSchedule.self,
        ExponentialSchedule.self,
        CosineSchedule.self,
        LinearWarmup.self,
    ]
}

/// The family of schedules.
public enum ScheduleFamily: SpecificationFamily {
    /// The word for one member of the family in messages.
    public static let noun = "schedule"
    public static let schemas: [SpecSchema] = ScheduleCatalog.kinds.map { $0.schema }
}

/// A schedule's name and attributes: `constant`, `cosine(steps:1000,minimum:0)`.
public typealias ScheduleSpec = Specification<ScheduleFamily>

extension Specification where Family == ScheduleFamily {
    /// The optimizer's rate throughout.
    public static var constant: ScheduleSpec { "constant" }

    /// Whether the rate is the optimizer's in every step.
    public var isConstant: Bool { name == "constant" }

    /// The learning rate of the training step after `step` others (0 for the first), from the optimizer's own rate.
    public func rate(_ base: Double, step: Int) -> Double {
        kind.rate(base, step: step, self)
    }

    /// The same for a run of so many steps: a cosine without `steps` ends where the run ends.
    public func fitted(toSteps steps: Int) -> ScheduleSpec { kind.fitted(self, toSteps: max(1, steps)) }

    /// True if it leaves its end to the length of the run.
    public var followsLength: Bool { fitted(toSteps: 1) != fitted(toSteps: 2) }

    private var kind: any ScheduleKind.Type {
        guard let kind = ScheduleCatalog.kinds.first(where: { $0.schema.name == name }) else {
            preconditionFailure("schedule \(name) is in no catalog")
        }
        return kind
    }
}

/// `η₀` throughout.
public enum ConstantSchedule: ScheduleKind {
    public static let schema = SpecSchema("constant", aliases: ["none"], summary: "η₀")

    public static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double { base }
}

/// `η₀ · factor^⌊t / every⌋`.
public enum StepSchedule: ScheduleKind {
    public static let schema = SpecSchema(
        "step", positional: ["every", "factor"], summary: "η₀ · factor^⌊t / every⌋",
        [.init("every", .integer(minimum: 1)), .init("factor", .number(.positive), default: .number(0.1))])

    public static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double {
        base * Elementary.pow(spec.number("factor"), Double(step / spec.integer("every")))
    }
}

/// `η₀ · factor^t`.
public enum ExponentialSchedule: ScheduleKind {
    public static let schema = SpecSchema(
        "exponential", positional: ["factor"], summary: "η₀ · factorᵗ", [.init("factor", .number(.positive))])

    public static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double {
        base * Elementary.pow(spec.number("factor"), Double(step))
    }
}

/// Half a cosine from η₀ down to the minimum: `min + (η₀ − min)(1 + cos(π·t / steps)) / 2`; the minimum afterwards. Without `steps`
/// it ends where the run ends.
///
/// Source: Loshchilov and Hutter, "SGDR", 2017.
public enum CosineSchedule: ScheduleKind {
    public static let schema = SpecSchema(
        "cosine", positional: ["steps"], summary: "min + (η₀ − min)·(1 + cos(π·t / steps)) / 2",
        [
            .init("steps", .integer(minimum: 1), default: run), .init("minimum", .number(.notNegative), default: .number(0)),
        ])
    /// As long as the run.
    private static let run = SpecValue.word("run")

    public static func fitted(_ spec: ScheduleSpec, toSteps steps: Int) -> ScheduleSpec {
        guard spec.optionalNumber("steps") == nil else { return spec }
        guard let fitted = try? spec.with("steps", .integer(steps)) else { preconditionFailure("a run has at least one step") }
        return fitted
    }

    public static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double {
        let minimum = spec.number("minimum")
        let progress = min(1, Double(step) / Double(spec.integer("steps")))
        return minimum + (base - minimum) * (1 + Elementary.cos(.pi * progress)) / 2
    }
}

/// Linear warm-up: `η₀ · (start + (1 − start)·min(t, steps) / steps)`; η₀ afterwards. t counts from 0, so that the first step has
/// η = start·η₀, 0 unless given; PyTorch's LinearLR begins with a third, many others with 1/steps.
public enum LinearWarmup: ScheduleKind {
    public static let schema = SpecSchema(
        "linearWarmup", aliases: ["warmup"], positional: ["steps"],
        summary: "η₀ · (s + (1 − s)·min(t, steps) / steps), t from 0: with s = 0 the first step stands still",
        [.init("steps", .integer(minimum: 1)), .init("startFactor", .number(.unit), default: .number(0))])

    public static func rate(_ base: Double, step: Int, _ spec: ScheduleSpec) -> Double {
        let start = spec.number("startFactor")
        let steps = spec.integer("steps")
        return base * (start + (1 - start) * Double(min(step, steps)) / Double(steps))
    }
}
