import Basics

extension Specification {
    /// From an object `{"type":"dense","out":128,"bias":true}` (backstep-reference/1). Keys that the schema does not know are
    /// ignored; attributes that are not there take their defaults. Throws an `InputError`; `subject` says what is being
    /// read.
    public init(json: JSONValue, subject: String) throws(InputError) {
        guard case .string(let type)? = json["type"], case .object(let object) = json else {
            throw InputError(subject, expected: "an object with a \"type\"", found: json.kindName)
        }
        let schema = try Self.schema(named: type, subject: subject)
        var given = schema.preset(type)
        for attribute in schema.attributes {
            guard let value = object[attribute.name] else { continue }
            given[attribute.name] = try attribute.read(value, subject: "\(subject) '\(type)'")
        }
        try self.init(schema: schema, given, subject: "\(subject) '\(type)'")
    }

    /// The object form; reading it gives an equal specification.
    public var json: JSONValue {
        var object = JSONObject([("type", .string(name))])
        for attribute in schema.attributes {
            if let value = values[attribute.name] { object[attribute.name] = value.json }
        }
        return .object(object)
    }
}

extension SpecSchema.Attribute {
    func read(_ value: JSONValue, subject: String) throws(InputError) -> SpecValue {
        let read: SpecValue? =
            switch (kind, value) {
            case (_, .bool(let flag)): .flag(flag)
            case (_, .number(let number)):
                number == number.rounded() && abs(number) < 1e15 ? .integer(Int(number)) : .number(number)
            case (_, .string(let word)): .word(word)
            case (.layers, .null): .layers(nil)
            case (.layers, .array(let elements)):
                .layers(
                    try elements.enumerated().map { (index, element) throws(InputError) in
                        try LayerSpec(json: element, subject: "\(subject), \(name) \(index)")
                    })
            case (.sizes, .array(let elements)):
                .sizes(
                    elements.map {
                        if case .number(let number) = $0, number == number.rounded(), abs(number) < 1e15 {
                            Int(number)
                        } else {
                            -1
                        }
                    })
            case (.numbers, .array(let elements)):
                .numbers(elements.map { if case .number(let number) = $0 { number } else { .nan } })
            default: nil
            }
        guard let read else { throw InputError(subject, expected: "\(name) to be \(kind.text)", found: value.kindName) }
        return read == fallback ? read : try checked(read, subject: subject)
    }
}

extension SpecValue {
    var json: JSONValue {
        switch self {
        case .integer(let value): .number(Double(value))
        case .number(let value): .number(value)
        case .flag(let value): .bool(value)
        case .word(let value): .string(value)
        case .sizes(let value): .array(value.map { .number(Double($0)) })
        case .numbers(let value): .array(value.map { .number($0) })
        case .layers(let value): value.map { .array($0.map(\.json)) } ?? .null
        }
    }
}
