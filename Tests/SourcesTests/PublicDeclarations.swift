/// What Swift files declare for others: each public or open declaration and each requirement of a public protocol, with whether a
/// documentation comment stands above it.
struct PublicDeclarations {
    struct Declaration {
        /// `Sources/Datasets/Dataset.swift:12`
        var place: String
        /// The type it is a member of; empty at the top of a file.
        var type: String
        /// `init` and `subscript` for those.
        var name: String
        var isDocumented: Bool
        /// Whether a protocol asks for it here.
        var isRequirement: Bool
    }

    private(set) var all: [Declaration] = []
    /// What each type and protocol says that it conforms to.
    private var conformances: [String: Set<String>] = [:]
    /// The members that a protocol asks for and explains.
    private var requirements: [String: Set<String>] = [
        "CustomStringConvertible": ["description"], "Equatable": ["=="], "Hashable": ["==", "hash"], "Comparable": ["<"],
        "OptionSet": ["rawValue", "init"], "RawRepresentable": ["rawValue", "init"], "CaseIterable": ["allCases"],
        "Identifiable": ["id"], "RandomNumberGenerator": ["next"], "IteratorProtocol": ["next"],
        "Sequence": ["makeIterator"], "ExpressibleByArrayLiteral": ["init"], "ExpressibleByStringInterpolation": ["init"],
    ]

    /// Those that nobody explains: without a comment, and no member that a protocol asks of the type and explains. Cases of an enum have
    /// no access of their own, and `public init() {}` stands there for its access alone: they are not counted.
    var undocumented: [Declaration] {
        all.filter { !$0.isDocumented && !isAskedFor($0) }
    }

    private func isAskedFor(_ declaration: Declaration) -> Bool {
        // A member of an extension of a protocol is a requirement's default.
        var protocols: Set<String> = [declaration.type]
        var left = [declaration.type]
        while let type = left.popLast() {
            for other in conformances[type] ?? [] where protocols.insert(other).inserted { left.append(other) }
        }
        // What a protocol itself asks for is explained there, or nowhere.
        if declaration.isRequirement { return false }
        return protocols.contains { requirements[$0]?.contains(declaration.name) == true }
    }

    private struct Scope {
        var kind: Substring
        var name: String
        var isPublic: Bool
        /// Braces around it.
        var depth: Int
    }

    /// Adds the declarations of a file.
    mutating func read(_ text: String, file: String) {
        let source = SourceText(text)
        var scopes: [Scope] = []
        var depth = 0
        for (index, line) in source.code.enumerated() {
            if let head = DeclarationHead(line) {
                let scope = scopes.last
                let isRequirement = scope?.kind == "protocol" && depth == (scope?.depth ?? 0) + 1 && head.opensNoType
                let isDocumented = Self.isDocumented(index, source.lines)
                if isRequirement, isDocumented, let scope { requirements[scope.name, default: []].insert(head.name) }
                let isCounted = head.isPublic && head.kind != "extension" && !head.isBareInitializer
                if isCounted || isRequirement && scope?.isPublic == true {
                    all.append(
                        Declaration(
                            place: "\(file):\(index + 1)", type: scope?.name ?? "", name: head.name,
                            isDocumented: isDocumented, isRequirement: isRequirement))
                }
                if !head.opensNoType {
                    conformances[head.name, default: []].formUnion(head.conformances)
                    if line.contains("{") {
                        scopes.append(Scope(kind: head.kind, name: head.name, isPublic: head.isPublic, depth: depth))
                    }
                }
            }
            for character in line.utf8 {
                if character == UInt8(ascii: "{") { depth += 1 }
                if character == UInt8(ascii: "}") {
                    depth -= 1
                    if let scope = scopes.last, depth <= scope.depth { scopes.removeLast() }
                }
            }
        }
    }

    /// Whether a comment ends on the line above, or above attributes and conditions that belong to the declaration.
    private static func isDocumented(_ index: Int, _ lines: [Substring]) -> Bool {
        for line in lines[..<index].reversed() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("@") || text.hasPrefix("#") { continue }
            return text.hasPrefix("///")
        }
        return false
    }
}
