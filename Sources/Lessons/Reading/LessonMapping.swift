import Basics
import Yams

/// A mapping of a lesson's file that is read key by key: one that nobody reads is refused.
struct LessonMapping {
    let source: String
    /// The thing that the mapping is, for messages: `a step`.
    let what: String
    let node: Node
    private let keys: [String]
    private let mapping: Node.Mapping
    private let place: TextPlace

    /// - Parameter keys: all that it may have.
    init(_ node: Node, _ what: String, keys: [String], source: String) throws(InputError) {
        (self.source, self.what, self.node, self.keys) = (source, what, node, keys)
        place = Self.place(node)
        guard let mapping = node.mapping else {
            throw Self.error(source, Self.place(node), expected: what, found: Self.shown(node))
        }
        self.mapping = mapping
        var seen: Set<String> = []
        for (key, _) in mapping {
            let name = key.string ?? "?"
            guard keys.contains(name) else {
                throw InputError.unknown(
                    .malformed, "\(source):\(Self.place(key)): key", "a key of \(what)", found: name, among: keys)
            }
            guard seen.insert(name).inserted else {
                throw Self.error(source, Self.place(key), expected: "\(name) once", found: "it twice")
            }
        }
    }

    static func place(_ node: Node) -> TextPlace {
        node.mark.map { TextPlace(line: $0.line, column: $0.column) } ?? TextPlace(line: 1, column: 1)
    }

    static func shown(_ node: Node) -> String {
        node.scalar.map { InputError.quoted($0.string) } ?? (node.sequence == nil ? "a mapping" : "a list")
    }

    static func error(_ source: String, _ place: TextPlace, expected: String, found: String) -> InputError {
        InputError(.malformed, "\(source):\(place)", expected: expected, found: found)
    }

    subscript(_ key: String) -> Node? { mapping[key] }

    /// Whether it is one of the keys that it may have.
    func mayHave(_ key: String) -> Bool { keys.contains(key) }

    func has(_ key: String) -> Bool { mapping[key] != nil }

    func error(_ node: Node, expected: String) -> InputError {
        Self.error(source, Self.place(node), expected: expected, found: Self.shown(node))
    }

    func missing(_ key: String) -> InputError {
        Self.error(source, place, expected: "\(key) in \(what)", found: "none")
    }

    // MARK: Values

    func placed(_ node: Node, _ key: String) throws(InputError) -> Placed {
        guard let scalar = node.scalar else { throw error(node, expected: "\(key): a text") }
        var text = Substring(scalar.string)
        while text.last?.isNewline == true { text.removeLast() }
        return Placed(String(text), at: Self.place(node))
    }

    func text(_ key: String) throws(InputError) -> Placed? {
        guard let node = mapping[key] else { return nil }
        return try placed(node, key)
    }

    func needed(_ key: String) throws(InputError) -> Placed {
        guard let text = try text(key) else { throw missing(key) }
        return text
    }

    /// A list of texts, or one alone.
    func texts(_ key: String) throws(InputError) -> [Placed] {
        guard let node = mapping[key] else { return [] }
        guard let list = node.sequence else { return [try placed(node, key)] }
        var texts: [Placed] = []
        for element in list { texts.append(try placed(element, key)) }
        return texts
    }

    /// Names with a text each, in the order of the file.
    func pairs(_ key: String) throws(InputError) -> [(Placed, Placed)] {
        guard let node = mapping[key] else { return [] }
        guard let mapping = node.mapping else { throw error(node, expected: "\(key): names with a value each") }
        var pairs: [(Placed, Placed)] = []
        for (name, value) in mapping { pairs.append((try placed(name, key), try placed(value, key))) }
        return pairs
    }

    func prose(_ key: String) throws(InputError) -> LessonText? {
        guard let text = try text(key) else { return nil }
        return try prose(text)
    }

    func prose(_ text: Placed) throws(InputError) -> LessonText {
        do { return try LessonText(text.text, at: text.place) } catch {
            throw InputError(.malformed, "\(source):\(error.place)", expected: "numbers as {expression}", found: error.message)
        }
    }

    func whole(_ key: String, in range: ClosedRange<Int>) throws(InputError) -> Int? {
        guard let node = mapping[key] else { return nil }
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            throw error(node, expected: "\(key): a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ key: String) throws(InputError) -> Bool? {
        guard let node = mapping[key] else { return nil }
        guard let flag = node.scalar.flatMap({ Bool($0.string) }) else { throw error(node, expected: "\(key): true or false") }
        return flag
    }

    /// A list of mappings.
    func list(_ key: String) throws(InputError) -> [Node] {
        guard let node = mapping[key] else { return [] }
        guard let list = node.sequence else { throw error(node, expected: "\(key): a list") }
        return Array(list)
    }
}
