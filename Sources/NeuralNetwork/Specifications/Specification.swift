import Basics

/// A family of things that can be asked for by name: layers, losses, optimizers, ...
public protocol SpecificationFamily: Sendable {
    /// The word for one of them in messages: `layer`.
    static var noun: String { get }
    /// Everything the family knows, in the order in which lists show it.
    static var schemas: [SpecSchema] { get }
}

/// A name and its attributes, such as `dense(out:128,bias:true)`: a value that says what to build. It has a text form, a JSON
/// form, and has been checked: every attribute of its schema is there and within its bounds.
public struct Specification<Family: SpecificationFamily>: Hashable, Sendable, CustomStringConvertible {
    /// The schema's name.
    public let name: String
    /// Every attribute of the schema.
    public private(set) var values: [String: SpecValue]

    /// From values by attribute name; attributes left out take their defaults. Throws for unknown names, missing or bad values.
    public init(_ name: String, _ given: [String: SpecValue] = [:]) throws(InputError) {
        let schema = try Self.schema(named: name, subject: "\(Family.noun) '\(name)'")
        try self.init(schema: schema, schema.preset(name).merging(given) { $1 }, subject: "\(Family.noun) '\(name)'")
    }

    init(schema: SpecSchema, _ given: [String: SpecValue], subject: String) throws(InputError) {
        name = schema.name
        values = [:]
        for (key, _) in given where schema.attribute(named: key) == nil {
            throw Self.unknownAttribute(key, of: schema, subject: subject)
        }
        for attribute in schema.attributes {
            if let value = given[attribute.name]
                ?? given.first(where: { $0.key.lowercased() == attribute.name.lowercased() })?.value
            {
                let checked = value == attribute.fallback ? value : try attribute.checked(value, subject: subject)
                values[attribute.name] = try attribute.fitted(checked, to: values, subject: subject)
            } else if let fallback = attribute.follows.flatMap({ values[$0] }) ?? attribute.fallback {
                values[attribute.name] = fallback
            } else {
                throw InputError(
                    subject, expected: "\(attribute.name) (\(attribute.kind.text))", found: "nothing",
                    advice: "write for example \(schema.example)")
            }
        }
        for (low, high) in zip(schema.ascending, schema.ascending.dropFirst()) where number(low) >= number(high) {
            throw InputError(
                subject, expected: "\(low) below \(high)",
                found: "\(low) \(number(low).shortestText), \(high) \(number(high).shortestText)")
        }
    }

    /// The schema behind the name.
    public var schema: SpecSchema {
        guard let schema = Family.schemas.first(where: { $0.name == name }) else {
            preconditionFailure("\(Family.noun) \(name) is in no catalog")
        }
        return schema
    }

    /// All names the family knows.
    public static var names: [String] { Family.schemas.map(\.name) }

    /// The same with one attribute changed. Throws where the value does not fit.
    public func with(_ attribute: String, _ value: SpecValue) throws(InputError) -> Self {
        var changed = values
        changed[attribute] = value
        return try Self(name, changed)
    }

    static func schema(named name: String, subject: String) throws(InputError) -> SpecSchema {
        let lowered = name.lowercased()
        if let schema = Family.schemas.first(where: { $0.answers(to: lowered) }) { return schema }
        let nearest = NearestName.find(name, in: Family.schemas.flatMap { $0.allNames })
        throw InputError(
            subject, expected: "a known \(Family.noun)", found: name.isEmpty ? "nothing" : "'\(name)'",
            advice: nearest.map { "did you mean '\($0)'?" } ?? "known: \(names.joined(separator: ", "))")
    }

    static func unknownAttribute(_ key: String, of schema: SpecSchema, subject: String) -> InputError {
        let names = schema.attributes.map(\.name)
        let nearest = NearestName.find(key, in: names)
        return InputError(
            subject, expected: names.isEmpty ? "no attributes" : "one of \(names.joined(separator: ", "))", found: "'\(key)'",
            advice: nearest.map { "did you mean '\($0)'?" })
    }

    public var description: String { text }
}

extension Specification {
    /// A whole-number attribute of the schema.
    public func integer(_ name: String) -> Int {
        guard case .integer(let value)? = values[name] else { preconditionFailure("\(self.name) has no whole number '\(name)'") }
        return value
    }

    /// A number attribute of the schema.
    public func number(_ name: String) -> Double {
        switch values[name] {
        case .number(let value): return value
        case .integer(let value): return Double(value)
        default: preconditionFailure("\(self.name) has no number '\(name)'")
        }
    }

    /// A number attribute that may be left to its default rule; nil where it is.
    public func optionalNumber(_ name: String) -> Double? {
        if case .word? = values[name] { return nil }
        return number(name)
    }

    /// A yes-or-no attribute of the schema.
    public func flag(_ name: String) -> Bool {
        guard case .flag(let value)? = values[name] else { preconditionFailure("\(self.name) has no flag '\(name)'") }
        return value
    }

    /// A word attribute of the schema.
    public func word(_ name: String) -> String {
        guard case .word(let value)? = values[name] else { preconditionFailure("\(self.name) has no word '\(name)'") }
        return value
    }

    /// A sizes attribute of the schema.
    public func sizes(_ name: String) -> [Int] {
        guard case .sizes(let value)? = values[name] else { preconditionFailure("\(self.name) has no sizes '\(name)'") }
        return value
    }

    /// A numbers attribute of the schema.
    public func numbers(_ name: String) -> [Double] {
        guard case .numbers(let value)? = values[name] else { preconditionFailure("\(self.name) has no numbers '\(name)'") }
        return value
    }

    /// A layers attribute of the schema; nil: the identity.
    public func layers(_ name: String) -> [LayerSpec]? {
        guard case .layers(let value)? = values[name] else { preconditionFailure("\(self.name) has no layers '\(name)'") }
        return value
    }
}

extension Specification where Family == OptimizerFamily {
    /// The share of η by which each step draws the weights towards 0, whatever the gradient; 0 of an optimizer without.
    public var weightDecay: Double { if case .number(let value)? = values["weightDecay"] { value } else { 0 } }

    /// True where nothing keeps the optimizer from dividing by zero: its ε is 0.
    public var hasEpsilonOfZero: Bool {
        switch values["epsilon"] {
        case .number(let value): value == 0
        case .integer(let value): value == 0
        default: false
        }
    }
}
