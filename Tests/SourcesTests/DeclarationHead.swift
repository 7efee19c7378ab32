/// The beginning of a declaration on a line: its modifiers, kind and name.
struct DeclarationHead {
    /// `struct`, `func`, `let` …
    let kind: Substring
    /// The last part of a type's name, a function's name without its parameters, `init`, `subscript`.
    let name: String
    let isPublic: Bool
    /// The names behind the colon of a type.
    let conformances: [String]
    /// Whether it is `init() {}`: a struct's own one is internal, and this only lets others have it.
    let isBareInitializer: Bool

    private static let types: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "extension"]
    private static let members: Set<Substring> = ["func", "var", "let", "init", "subscript", "typealias", "associatedtype"]
    private static let modifiers: Set<Substring> = [
        "public", "open", "package", "internal", "fileprivate", "private", "static", "final", "mutating", "nonmutating",
        "override",
        "required", "convenience", "indirect", "lazy", "weak", "nonisolated", "consuming", "borrowing", "prefix", "postfix",
    ]

    /// Whether it is a member or the like, and no type with members of its own.
    var opensNoType: Bool { !Self.types.contains(kind) }

    /// - Parameter line: a line without comments and strings; nil where no declaration begins on it.
    init?(_ line: Substring) {
        var rest = Self.withoutAttributes(line)
        var isPublic = false
        while true {
            let word = rest.prefix { $0.isLetter }
            // `class` is a type's kind, and a modifier before a member's.
            let next = rest.dropFirst(word.count).drop { $0 == " " }
            let isModifier = word == "class" && Self.members.contains(next.prefix { $0.isLetter })
            if !isModifier, Self.types.contains(word) || Self.members.contains(word) {
                kind = word
                rest = next
                break
            }
            guard isModifier || Self.modifiers.contains(word) else { return nil }
            isPublic = isPublic || word == "public" || word == "open"
            rest = next
            // `private(set)`
            if rest.hasPrefix("("), let end = rest.firstIndex(of: ")") { rest = rest[end...].dropFirst().drop { $0 == " " } }
        }
        self.isPublic = isPublic
        isBareInitializer = kind == "init" && rest.filter { $0 != " " } == "(){}"
        if kind == "init" || kind == "subscript" {
            (name, conformances) = (String(kind), [])
        } else if Self.types.contains(kind) {
            let path = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            name = path.split(separator: ".").last.map(String.init) ?? ""
            conformances = Self.conformances(rest.dropFirst(path.count))
        } else {
            let isWord = rest.first.map { $0.isLetter || $0 == "_" || $0 == "`" } ?? false
            let text =
                isWord ? rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" } : rest.prefix { !" (".contains($0) }
            (name, conformances) = (String(text), [])
        }
    }

    private static func withoutAttributes(_ line: Substring) -> Substring {
        var rest = line.drop { $0 == " " }
        while rest.hasPrefix("@") {
            rest = rest.drop { $0 != " " && $0 != "(" }
            if rest.hasPrefix("(") {
                var depth = 0
                let end = rest.firstIndex { character in
                    depth += character == "(" ? 1 : character == ")" ? -1 : 0
                    return depth == 0
                }
                rest = end.map { rest[$0...].dropFirst() } ?? ""
            }
            rest = rest.drop { $0 == " " }
        }
        return rest
    }

    /// The names in `<Scalar>: Layer, Sendable where …`.
    private static func conformances(_ text: Substring) -> [String] {
        var depth = 0
        var flat = ""
        for character in text.prefix(while: { $0 != "{" }) {
            if character == "<" { depth += 1 }
            if depth == 0 { flat.append(character) }
            if character == ">" { depth -= 1 }
        }
        guard let colon = flat.firstIndex(of: ":") else { return [] }
        let list = flat[colon...].dropFirst()
        let names = list.firstRange(of: " where ").map { list[..<$0.lowerBound] } ?? list
        return names.split(whereSeparator: { ",&".contains($0) }).compactMap { name in
            name.split(separator: " ").last?.split(separator: ".").last.map(String.init)
        }
    }
}
