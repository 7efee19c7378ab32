import NeuralNetwork

/// Makes up layers, losses, optimizers and the like of any schema: usual values mostly, and those at the ends of what is allowed.
public enum SpecMaker {
    /// One member of a family, as text.
    public static func spec<Family: SpecificationFamily>(
        _ family: Family.Type, by choices: inout some Choices
    ) -> String {
        text(choices.one(of: Family.schemas), depth: 0, by: &choices)
    }

    /// Layers in a row, as text.
    public static func chain(atMost count: Int, depth: Int = 0, by choices: inout some Choices) -> String {
        (0...choices.below(count)).map { _ in
            // Half of all layers have weights: else there would be little to train.
            let schema =
                choices.happens(40) ? LayerFamily.schemas[0] : choices.one(of: LayerFamily.schemas)
            return text(schema, depth: depth, by: &choices)
        }.joined(separator: ",")
    }

    private static func text(_ schema: SpecSchema, depth: Int, by choices: inout some Choices) -> String {
        var parts: [String] = []
        for attribute in schema.attributes where attribute.fallback == nil && attribute.follows == nil || choices.happens(25) {
            if let value = value(attribute.kind, depth: depth, by: &choices) { parts.append("\(attribute.name):\(value)") }
        }
        return parts.isEmpty ? schema.name : "\(schema.name)(\(parts.joined(separator: ",")))"
    }

    /// nil where there is nothing to say.
    private static func value(_ kind: SpecSchema.Attribute.Kind, depth: Int, by choices: inout some Choices) -> String? {
        switch kind {
        case .integer(let minimum): "\(integer(from: minimum, by: &choices))"
        case .number(let bounds): number(in: bounds, by: &choices)
        case .numbers(let bounds):
            (0..<1 + choices.below(4)).map { _ in number(in: bounds, by: &choices) }.joined(separator: "x")
        case .flag: choices.happens(50) ? "true" : "false"
        case .word(let words): choices.one(of: words)
        case .sizes(let rank, let minimum):
            (0..<(rank ?? 1 + choices.below(3))).map { _ in "\(integer(from: minimum, by: &choices))" }.joined(separator: "x")
        case .layers(let isOptional):
            if depth > 1 || isOptional && choices.happens(30) {
                nil
            } else {
                "[" + chain(atMost: 3, depth: depth + 1, by: &choices) + "]"
            }
        }
    }

    private static func integer(from minimum: Int, by choices: inout some Choices) -> Int {
        choices.happens(25) ? minimum : minimum + choices.below(6)
    }

    private static func number(in bounds: SpecSchema.Bounds, by choices: inout some Choices) -> String {
        let low = bounds.low.isFinite ? bounds.low : -1e30
        let high = bounds.high.isFinite ? bounds.high : 1e30
        let inside = [0.001, 0.01, 0.1, 0.5, 0.9, 0.999, 1, 2].filter { $0 > low && $0 < high }
        let ends = [low, high, low + 1e-30, -1e-6, 1e-30, 1e6].filter {
            (bounds.lowIsOpen ? $0 > bounds.low : $0 >= bounds.low) && (bounds.highIsOpen ? $0 < bounds.high : $0 <= bounds.high)
        }
        let values = choices.happens(75) && !inside.isEmpty ? inside : ends.isEmpty ? inside : ends
        return values.isEmpty ? "0.5" : "\(choices.one(of: values))"
    }
}
