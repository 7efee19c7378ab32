import Basics

/// One case of `backstep-reference/1`: a network, its training, and every number that must come out.
public struct ReferenceCase: Sendable {
    /// The tolerance, within which near is near enough: `|A − E| <= absolute + relative·max|E|`.
    public struct Tolerance: Hashable, Sendable {
        /// In units of the largest expected value.
        public let relative: Double
        /// In the values' own units.
        public let absolute: Double
    }

    /// One step: what goes in and what must come out.
    public struct Step: Sendable {
        /// Training or evaluation.
        public let mode: Mode
        /// `[N, ...input]`
        public let input: ReferenceTensor
        /// As the loss takes it.
        public let target: ReferenceTensor
        /// Dropout masks by layer path.
        public let masks: [String: ReferenceTensor]
        /// Initial states of recurrent layers by path and name.
        public let states: [String: [String: ReferenceTensor]]
        let expect: ReferenceReader
    }

    /// The case's name, as the file gives it.
    public let name: String
    /// Why the case is out of the ordinary, if it is.
    public let special: String?
    /// By scalar name, `float` and `double`; none where the values do not survive in it.
    public let tolerances: [String: Tolerance]
    /// The network.
    public let network: NetworkSpec
    /// The loss.
    public let loss: LossSpec
    /// The optimizer, with its own learning rate.
    public let optimizer: OptimizerSpec
    /// The clipping; `none` where the file has null.
    public let clip: ClipSpec
    /// The penalty; `none` where the file has null.
    public let penalty: PenaltySpec
    /// The schedule; `constant` where the file has null.
    public let schedule: ScheduleSpec
    /// By name, before the first step.
    public let parameters: [String: ReferenceTensor]
    /// By name, before the first step.
    public let buffers: [String: ReferenceTensor]
    /// To be run in order, each from where the one before ended.
    public let steps: [Step]

    /// Reads a case from a file's bytes; `source` names the file in errors. Throws an `InputError`.
    public init(parsing bytes: [UInt8], source: String) throws {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch let error as JSONError {
            throw error.inputError(in: source)
        }
        let root = ReferenceReader(value: json, place: source, isRoot: true)
        let format = try root.member("format").string()
        guard format == "backstep-reference/1" else {
            throw root.error(expected: "format \"backstep-reference/1\"", found: "\"\(format)\"")
        }
        name = try root.member("name").string()
        special = try root.optional("special")?.string()
        tolerances = try ReferenceCase.tolerances(root.member("tolerance"))
        network = try ReferenceCase.network(root.member("network"))
        loss = try root.member("loss").specification(LossFamily.self)
        optimizer = try root.member("optimizer").specification(OptimizerFamily.self)
        clip = try root.optional("clip")?.specification(ClipFamily.self) ?? .none
        schedule = try root.optional("schedule")?.specification(ScheduleFamily.self) ?? .constant
        penalty = try ReferenceCase.penalty(root.optional("regularization"))
        parameters = try root.member("parameters").tensors()
        buffers = try root.member("buffers").tensors()
        steps = try root.member("steps").elements().map(ReferenceCase.step)
    }

    private static func tolerances(_ reader: ReferenceReader) throws -> [String: Tolerance] {
        var result: [String: Tolerance] = [:]
        for (scalar, key) in [("double", "float64"), ("float", "float32")] {
            guard let tolerance = reader.optional(key) else { continue }
            result[scalar] = Tolerance(
                relative: try bound(tolerance.member("relative")), absolute: try bound(tolerance.member("absolute")))
        }
        return result
    }

    private static func bound(_ reader: ReferenceReader) throws -> Double {
        let number = try reader.number()
        guard number.isFinite, number >= 0 else {
            throw reader.error(expected: "a finite number not below 0", found: "\(number)")
        }
        return number
    }

    private static func network(_ reader: ReferenceReader) throws -> NetworkSpec {
        let input = Shape(try reader.member("input").elements().map { try $0.integer() })
        let layers = try reader.member("layers").elements().map { try $0.specification(LayerFamily.self) }
        let kind = try reader.member("inputKind")
        do {
            let spec = try NetworkSpec(input: input, layers: layers)
            let expected = spec.inputKind == .indices ? "indices" : "values"
            guard try kind.string() == expected else {
                throw kind.error(expected: "\"\(expected)\"", found: "\"\(try kind.string())\"")
            }
            return spec
        } catch let error as InputError {
            throw error.within(reader.place, .malformed)
        }
    }

    private static func penalty(_ reader: ReferenceReader?) throws -> PenaltySpec {
        guard let reader else { return .none }
        return try PenaltySpec(
            "elasticNet",
            [
                "l1": .number(reader.member("l1").number()), "l2": .number(reader.member("l2").number()),
                "scope": .word(reader.member("scope").string()),
            ])
    }

    private static func step(_ reader: ReferenceReader) throws -> Step {
        let modeName = try reader.member("mode").string()
        guard let mode = Mode(rawValue: modeName) else {
            throw reader.error(expected: "mode \"train\" or \"eval\"", found: "\"\(modeName)\"")
        }
        let states = try reader.member("states").members().map { ($0.key, try $0.value.tensors()) }
        return Step(
            mode: mode, input: try reader.member("input").tensor(), target: try reader.member("target").tensor(),
            masks: try reader.member("masks").tensors(), states: Dictionary(states, uniquingKeysWith: { first, _ in first }),
            expect: try reader.member("expect"))
    }
}
