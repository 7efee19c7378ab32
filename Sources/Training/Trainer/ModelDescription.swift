import Basics
import Datasets
import Inspection
import NeuralNetwork

/// The metadata of a file of weights: the scenario that made them, and the scale and names of their inputs.
public struct ModelDescription: Sendable {
    /// The network's text; nil where the file does not say.
    public let network: String?
    /// The shape of an input sample; nil where the file does not say.
    public let input: Shape?
    /// The scenario; nil where the file does not say.
    public let scenario: Scenario?
    /// Names of the inputs; empty where they have none.
    public let inputs: [String]
    /// Offsets and units that inputs and targets were scaled by.
    public let scaling: Scaling?

    /// Reads the metadata of a file. Throws an `InputError` where a scenario in it is none.
    public init(_ metadata: [String: String], source: String) throws(InputError) {
        network = metadata["network"]
        let sizes = Self.elements(metadata["input"].flatMap { try? JSONValue(parsing: Array($0.utf8)) }).compactMap {
            if case .number(let size) = $0 { Int(exactly: size) } else { nil }
        }
        input = sizes.isEmpty || sizes.contains { $0 < 1 } ? nil : Shape(sizes)
        scenario = try metadata["scenario"].map { yaml throws(InputError) in
            try Scenario(yaml: yaml, source: "\(source), scenario")
        }
        let inputs = metadata["inputs"].flatMap { try? JSONValue(parsing: Array($0.utf8)) }
        self.inputs = Self.elements(inputs).compactMap { if case .string(let name) = $0 { name } else { nil } }
        scaling = metadata["scale"].flatMap { try? JSONValue(parsing: Array($0.utf8)) }.flatMap(Self.scaling)
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { [] }
    }

    private static func scaling(_ value: JSONValue) -> Scaling? {
        guard case .string(let name)? = value["kind"], let scale = InputScale(rawValue: name) else { return nil }
        func terms(_ key: String) -> [Scaling.Term] {
            elements(value[key]).compactMap { pair in
                let numbers = elements(pair).compactMap { if case .number(let number) = $0 { number } else { nil } }
                guard numbers.count == 2, numbers.allSatisfy(\.isFinite), numbers[1] != 0 else { return nil }
                return Scaling.Term(offset: numbers[0], unit: numbers[1])
            }
        }
        return Scaling(scale, inputs: terms("inputs"), targets: terms("targets"))
    }

    /// The metadata of a network alone, without a run.
    static func metadata(of network: NetworkSpec) -> [String: String] {
        let input = JSONValue.array(network.input.dimensions.map { .number(Double($0)) })
        return ["format": "pt", "network": network.text, "input": input.text]
    }

    /// The metadata of weights, as ``init(_:source:)`` reads them.
    static func metadata(of network: Network<Float>, _ scenario: Scenario, _ data: DatasetPair) -> [String: String] {
        var metadata = Self.metadata(of: network.spec)
        metadata["scenario"] = scenario.yaml
        func list(_ names: [String]) -> String { JSONValue.array(names.map { .string($0) }).text }
        if data.train.hasClasses { metadata["classes"] = list(data.train.classNames) }
        if !data.train.inputNames.isEmpty { metadata["inputs"] = list(data.train.inputNames) }
        if let scaling = data.scaling {
            func terms(_ terms: [Scaling.Term]) -> JSONValue {
                .array(terms.map { .array([.number($0.offset), .number($0.unit)]) })
            }
            let members: [(String, JSONValue)] = [
                ("kind", .string(scaling.scale.rawValue)), ("inputs", terms(scaling.inputs)), ("targets", terms(scaling.targets)),
            ]
            metadata["scale"] = JSONValue.object(JSONObject(members)).text
        }
        return metadata
    }
}
