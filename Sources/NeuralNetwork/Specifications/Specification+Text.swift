import Basics

extension Specification {
    /// Reads the text form, such as `sgd(momentum:0.9)`. Throws an `InputError` that names what is wrong and the nearest
    /// right name.
    public init(parsing text: String) throws(InputError) {
        var parser = SpecTextParser(text, noun: Family.noun)
        self = try parser.single(Family.self)
    }

    /// The text form, as short as it can be: what `positional` covers after a colon, then whatever differs from its default.
    /// Reading it gives an equal specification.
    public var text: String {
        let schema = schema
        var parts: [String] = []
        var head = schema.name
        var covered: Set<String> = []
        let positional = schema.positional.compactMap { schema.attribute(named: $0) }
        if let first = positional.first, positional.allSatisfy({ values[$0.name] != nil }), isChanged(first) {
            let shown = positional.prefix { isChanged($0) }
            head += ":" + shown.map { values[$0.name]?.text ?? "" }.joined(separator: "x")
            covered = Set(shown.map(\.name))
        }
        var brackets = ""
        for attribute in schema.attributes where !covered.contains(attribute.name) {
            guard let value = values[attribute.name] else { continue }
            if case .layers(let layers) = value {
                let text = layers.map { $0.map(\.text).joined(separator: ",") } ?? "identity"
                if isChanged(attribute) { brackets += (brackets.isEmpty ? "" : "|") + text }
            } else if isChanged(attribute) {
                parts.append("\(attribute.name):\(value.text)")
            }
        }
        return head + (parts.isEmpty ? "" : "(\(parts.joined(separator: ",")))") + (brackets.isEmpty ? "" : "[\(brackets)]")
    }

    /// The attributes that differ from their defaults, with their values as text.
    public var changes: [(name: String, value: String)] {
        schema.attributes.filter(isChanged).map { ($0.name, values[$0.name]?.text ?? "") }
    }

    private func isChanged(_ attribute: SpecSchema.Attribute) -> Bool {
        values[attribute.name] != (attribute.follows.flatMap { values[$0] } ?? attribute.fallback)
    }
}

/// A specification in code is written as in a scenario: `loss: "mse(reduction:sum)"`. What is wrong there is the program's mistake.
extension Specification: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        do throws(InputError) { try self.init(parsing: text) } catch { preconditionFailure("\(error)") }
    }
}
