/// A line of help.
public struct HelpRow: Hashable, Sendable {
    /// The heading it stands under.
    public let section: String
    /// The keys, as the reader presses them.
    public let keys: String
    /// Their effect.
    public let help: String
    /// Where they do it.
    public let context: KeyContext
}

extension BindingTable {
    /// The lines of help, sections together in the order in which they first appear; bindings that share a display are one row.
    /// - Parameter contexts: which contexts' bindings are listed besides those valid everywhere; nil lists all.
    public func helpRows(in contexts: [KeyContext]? = nil) -> [HelpRow] {
        var sections: [String] = []
        var rows: [String: [HelpRow]] = [:]
        for binding in bindings where contexts.map({ binding.context == .everywhere || $0.contains(binding.context) }) ?? true {
            if rows[binding.section] == nil { sections.append(binding.section) }
            let row = HelpRow(section: binding.section, keys: binding.keysText, help: binding.help, context: binding.context)
            let merged =
                binding.display != nil
                && rows[binding.section, default: []].contains {
                    $0.keys == row.keys && $0.context == row.context
                }
            if !merged { rows[binding.section, default: []].append(row) }
        }
        return sections.flatMap { rows[$0] ?? [] }
    }

    /// The help as a Markdown table, for the README.
    public func markdownTable(in contexts: [KeyContext]? = nil) -> String {
        var lines = ["| keys | does |", "|---|---|"]
        for row in helpRows(in: contexts) {
            let keys = row.keys.split(separator: ", ", omittingEmptySubsequences: false).map { Self.code(String($0)) }
            lines.append("| \(keys.joined(separator: " ")) | \(row.help.escapingPipes()) |")
        }
        return lines.joined(separator: "\n")
    }

    /// The help as plain text: a heading a section, then keys and what they do in two columns.
    public func plainHelp(in contexts: [KeyContext]? = nil) -> String {
        let rows = helpRows(in: contexts)
        let width = rows.map(\.keys.cellWidth).max() ?? 0
        var lines: [String] = []
        var section: String?
        for row in rows {
            if row.section != section {
                if section != nil { lines.append("") }
                lines.append(row.section)
                section = row.section
            }
            lines.append("  " + row.keys.padded(to: width) + "  " + row.help)
        }
        return lines.joined(separator: "\n")
    }

    /// Code in Markdown; a backtick inside needs a longer fence.
    private static func code(_ text: String) -> String {
        let safe = text.escapingPipes()
        return safe.contains("`") ? "`` \(safe) ``" : "`\(safe)`"
    }
}

extension String {
    fileprivate func escapingPipes() -> String {
        var result = ""
        for character in self { result += character == "|" ? "\\|" : String(character) }
        return result
    }
}
