import Basics

/// Reads the text form: `name`, `name:128`, `name:6x5(stride:2)`, `name(key:value,...)`, `residual[dense:4,relu|identity]`.
///
/// A list is separated by commas; spaces mean nothing. A value may itself be a list of layers in brackets.
struct SpecTextParser {
    private let characters: [Character]
    private var position = 0
    /// The number of open brackets.
    private var depth = 0
    private let whole: String
    private let noun: String

    init(_ text: String, noun: String) {
        whole = text
        characters = Array(text)
        self.noun = noun
    }

    /// One item and nothing after it.
    mutating func single<Family>(_ family: Family.Type) throws(InputError) -> Specification<Family> {
        let item = try item(family)
        try end()
        return item
    }

    /// One or more items separated by commas, and nothing after them.
    mutating func list<Family>(_ family: Family.Type) throws(InputError) -> [Specification<Family>] {
        let items = try items(family)
        try end()
        return items
    }

    private mutating func items<Family>(_ family: Family.Type) throws(InputError) -> [Specification<Family>] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= NetworkSpec.deepestNesting else {
            throw InputError(
                "\(noun) of \(characters.count) characters",
                expected: "at most \(NetworkSpec.deepestNesting) layers inside one another",
                found: "more at character \(position + 1)")
        }
        var items = [try item(family)]
        while take(",") { items.append(try item(family)) }
        return items
    }

    private mutating func item<Family>(_ family: Family.Type) throws(InputError) -> Specification<Family> {
        let start = position
        let name = word()
        let schema = try Specification<Family>.schema(named: name, subject: subject)
        let preset = schema.preset(name)
        var given: [String: SpecValue] = [:]
        if take(":") { try positional(word(), schema, &given, itemSubject(start)) }
        if take("(") { try arguments(schema, &given, start) }
        if take("[") { try branches(schema, &given, start) }
        return try Specification<Family>(schema: schema, preset.merging(given) { $1 }, subject: itemSubject(start))
    }

    private func positional(_ text: String, _ schema: SpecSchema, _ given: inout [String: SpecValue], _ subject: String)
        throws(InputError)
    {
        guard !schema.positional.isEmpty else {
            throw InputError(subject, expected: "'\(schema.name)' without ':…'", found: "':\(text)'")
        }
        var parts = text.split(separator: "x", omittingEmptySubsequences: false).map(String.init)
        for (index, name) in schema.positional.enumerated() where !parts.isEmpty {
            guard let attribute = schema.attribute(named: name) else { continue }
            var taken = parts.removeFirst()
            if index == schema.positional.count - 1, !parts.isEmpty, case .sizes = attribute.kind {
                taken = ([taken] + parts).joined(separator: "x")
                parts = []
            }
            given[name] = try attribute.read(taken, subject: subject)
        }
        if !parts.isEmpty {
            throw InputError(
                subject, expected: "':' followed by \(schema.positional.joined(separator: " x "))", found: "':\(text)'")
        }
    }

    private mutating func arguments(_ schema: SpecSchema, _ given: inout [String: SpecValue], _ start: Int) throws(InputError) {
        if take(")") { return }
        var unnamed = 0
        repeat {
            let key = word()
            if take(":") {
                guard let attribute = schema.attribute(named: key) else {
                    throw Specification<LayerFamily>.unknownAttribute(key, of: schema, subject: itemSubject(start))
                }
                if given[attribute.name] != nil {
                    throw InputError(itemSubject(start), expected: "\(attribute.name) once", found: "it twice")
                }
                given[attribute.name] = try value(of: attribute, start)
            } else {
                guard unnamed < schema.positional.count, let attribute = schema.attribute(named: schema.positional[unnamed])
                else {
                    throw InputError(itemSubject(start), expected: "name:value", found: "'\(key)'")
                }
                given[attribute.name] = try attribute.read(key, subject: itemSubject(start))
                unnamed += 1
            }
        } while take(",")
        try need(")")
    }

    private mutating func value(of attribute: SpecSchema.Attribute, _ start: Int) throws(InputError) -> SpecValue {
        if case .layers = attribute.kind, take("[") {
            let layers = try items(LayerFamily.self)
            try need("]")
            return try attribute.checked(.layers(layers), subject: itemSubject(start))
        }
        return try attribute.read(word(), subject: itemSubject(start))
    }

    private mutating func branches(_ schema: SpecSchema, _ given: inout [String: SpecValue], _ start: Int) throws(InputError) {
        let attributes = schema.attributes.filter { if case .layers = $0.kind { true } else { false } }
        guard !attributes.isEmpty else {
            throw InputError(itemSubject(start), expected: "'\(schema.name)' without layers in brackets", found: "'['")
        }
        var index = 0
        repeat {
            guard index < attributes.count else {
                throw InputError(itemSubject(start), expected: "at most \(attributes.count) branches", found: "another '|'")
            }
            let layers = try items(LayerFamily.self)
            let isIdentity =
                layers.count == 1 && layers[0].name == "identity" && attributes[index].kind == .layers(optional: true)
            given[attributes[index].name] = .layers(isIdentity ? nil : layers)
            index += 1
        } while take("|")
        try need("]")
    }

    // MARK: Characters

    /// Everything up to the next separator, without spaces around it.
    private mutating func word() -> String {
        skipSpaces()
        let start = position
        while position < characters.count, !",:()[]|".contains(characters[position]) { position += 1 }
        var end = position
        while end > start, characters[end - 1].isWhitespace { end -= 1 }
        return String(characters[start..<end])
    }

    private mutating func skipSpaces() {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpaces()
        guard position < characters.count, characters[position] == character else { return false }
        position += 1
        return true
    }

    private mutating func need(_ character: Character) throws(InputError) {
        if take(character) { return }
        throw unexpected("'\(character)'")
    }

    private mutating func end() throws(InputError) {
        skipSpaces()
        if position < characters.count { throw unexpected("the end or ','") }
    }

    private func unexpected(_ expected: String) -> InputError {
        let found = position < characters.count ? "'\(characters[position])'" : "the end"
        return InputError(subject, expected: "\(expected) at character \(position + 1)", found: found)
    }

    private var subject: String { "\(noun) '\(whole)'" }

    private func itemSubject(_ start: Int) -> String {
        let item = String(characters[start..<min(position, characters.count)]).trimmingSpaces
        return item == whole ? subject : "\(subject), at '\(item)'"
    }
}

extension String {
    var trimmingSpaces: String {
        var view = Substring(self)
        while view.first?.isWhitespace == true { view.removeFirst() }
        while view.last?.isWhitespace == true { view.removeLast() }
        return String(view)
    }
}
