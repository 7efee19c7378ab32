import Foundation

/// Writes a Swift source with the YAML files of a folder: `embed-files FOLDER OUTPUT`. Run by the plugin EmbedScenarios.
@main
enum EmbedFiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw Slip("embed-files: expected FOLDER and OUTPUT, found \(arguments.dropFirst())") }
        let folder = ScenarioFolder(path: arguments[1])
        try folder.source().write(toFile: arguments[2], atomically: true, encoding: .utf8)
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
        // A delimiter that no text can end.
        let mark = String(repeating: "#", count: 1 + (files.map { Self.longestRun(of: "#", in: $0.text) }.max() ?? 0))
        let entries = files.map { "        (\"\($0.name)\", \(mark)\"\"\"\n\($0.text)\n\"\"\"\(mark)),\n" }
        return """
            extension Assets {
                /// The \(list) that come with backstep, as YAML, in the order in which lists show them.
                public static let \(list): [(name: String, yaml: String)] = [
            \(entries.joined())    ]
            }

            """
    }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    private static func longestRun(of character: Character, in text: String) -> Int {
        text.split { $0 != character }.map(\.count).max() ?? 0
    }
}

/// The fault of the folder.
struct Slip: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
