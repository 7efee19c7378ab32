import Basics

/// The column that a network is to say, by its name or its number, and what it is taken for: `label`, `1`, `price:value`,
/// `quality:classes`.
public struct TargetChoice: Hashable, Sendable {
    /// The kind of a target.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A number to be approximated.
        case value
        /// Classes to be told apart.
        case classes
    }

    /// The text as it was written.
    public let text: String

    /// A choice as a person writes it; whether there is such a column is found out with the table.
    public init(_ text: String) { self.text = text }

    /// The kind that stands behind the last colon.
    var kind: Kind? { split?.kind }

    private var split: (column: String, kind: Kind)? {
        guard let colon = text.lastIndex(of: ":"), let kind = Self.kinds[text[text.index(after: colon)...].lowercased()] else {
            return nil
        }
        return (String(text[..<colon]), kind)
    }

    private static let kinds: [String: Kind] = [
        "value": .value, "values": .value, "number": .value, "classes": .classes, "class": .classes,
    ]

    /// The place of the column among others. A name counts more than a number, a whole text more than one before a colon.
    /// - Throws: where there is no such column.
    func find(among names: [String], path: String) throws(InputError) -> (column: Int, kind: Kind?) {
        for (wanted, kind) in [(text, nil), split.map { ($0.column, $0.kind) }].compactMap(\.self) as [(String, Kind?)] {
            // No name: only what the last column is taken for.
            if wanted.isEmpty { return (names.count - 1, kind) }
            let matches = names.indices.filter { names[$0] == wanted }
            if let match = matches.first ?? names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) {
                return (match, kind)
            }
            if let number = Int(wanted), (1...names.count).contains(number) { return (number - 1, kind) }
        }
        let wanted = split?.column ?? text
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
        throw InputError(
            "--target \(text)", expected: "a column of \(path), or its number from 1 to \(names.count)",
            found: InputError.quoted(wanted),
            advice: NearestName.find(wanted, in: names).map { "did you mean '\($0)'?" } ?? "its columns are \(shown)")
    }
}
