import Foundation

/// Writes a Swift source with the files of a folder: `embed-files FOLDER OUTPUT`. Run by the plugin EmbedScenarios.
@main
enum EmbedFiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw Slip("embed-files: expected FOLDER and OUTPUT, found \(arguments.dropFirst())") }
        let (folder, python) = (ScenarioFolder(path: arguments[1]), PythonFolder(path: arguments[1]))
        let source = try python.paths().isEmpty ? folder.source() : python.source()
        try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }
}

/// A folder with Python sources, in folders of their own or not, and what pip wants to know of them.
struct PythonFolder {
    let path: String

    /// Paths within the folder, in order.
    func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".py") || $0.hasSuffix(".toml") }.sorted()
    }

    /// The Swift source that holds paths and texts.
    func source() throws -> String {
        let files = try paths().map { ($0, try String(contentsOfFile: path + "/" + $0, encoding: .utf8)) }
        let entries = files.map { "        (\"\($0.0)\", \(Literal.of($0.1))),\n" }
        return """
            extension Assets {
                /// The client for PyTorch, by the paths that its files have in its folder.
                public static let python: [(path: String, text: String)] = [
            \(entries.joined())    ]
            }

            """
    }
}

/// Text as Swift writes it.
enum Literal {
    /// The text between delimiters that it cannot end; the last line break belongs to it.
    static func of(_ text: String) -> String {
        let mark = String(repeating: "#", count: 1 + longestRun(of: "#", in: text))
        return "\(mark)\"\"\"\n\(text)\n\"\"\"\(mark)"
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        text.split { $0 != character }.map(\.count).max() ?? 0
    }
}

/// A folder with `NAME.yaml` files, and `order.txt` with names in the order in which lists show them.
struct ScenarioFolder {
    let path: String

    /// The name of the list, which is that of the folder.
    private var list: String { path.split(separator: "/").last.map(String.init) ?? "files" }

    /// The names of all files: those of `order.txt` first, then the others by their names.
    func names() throws -> [String] {
        let there = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
        let ordered = try text("order.txt").split(whereSeparator: \.isNewline).map(String.init)
        if let missing = ordered.first(where: { !there.contains($0) }) {
            throw Slip("\(path)/order.txt: expected names of its files, found '\(missing)', of which there is no file")
        }
        return ordered + there.filter { !ordered.contains($0) }
    }

    /// The Swift source that holds names and texts.
    func source() throws -> String {
        let files = try names().map { (name: $0, text: try text($0 + ".yaml")) }
        let entries = files.map { "        (\"\($0.name)\", \(Literal.of($0.text))),\n" }
        return """
            extension Assets {
                /// The \(list) that come with backstep, as YAML, in the order in which lists show them.
                public static let \(list): [(name: String, yaml: String)] = [
            \(entries.joined())    ]
            }

            """
    }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
}

/// The fault of the folder.
struct Slip: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
