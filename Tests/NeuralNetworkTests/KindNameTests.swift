import Foundation
import NeuralNetwork
import Testing

/// Whoever tells kinds of layers, losses and optimizers apart by their names forgets the next one: outside of their own folders
/// everybody asks for a trait.
struct KindNameTests {
    /// Folders in which kinds say everything of themselves.
    private static let own = [
        "Layers", "Losses", "Optimizers", "Initializers", "Schedules", "Clipping", "Penalties", "Bugs",
    ].map { "NeuralNetwork/\($0)/" }

    /// Names that mean something else where they are compared: the end of a file's path, and the name.
    private static let otherMeanings: Set<[String]> = [
        // What a formula calls a function.
        ["NeuralNetwork/Explanations/Arithmetic.swift", "ln"],
        // A scale, and a speed in steps of something.
        ["Inspection/Requests/ViewHints.swift", "linear"],
        ["Inspection/Requests/RunSpeed.swift", "step"],
        // The identity is how text and JSON write that there is no shortcut.
        ["NeuralNetwork/Specifications/SpecSchema+Checking.swift", "identity"],
        ["NeuralNetwork/Specifications/SpecTextParser.swift", "identity"],
    ]

    /// What a name is held against: `== "dense"`, `case "rnn", "lstm"`, `["relu", "elu"].contains`, `["lstm": …][kind]`.
    private static func comparisons(in line: String, of names: String) -> [String] {
        let quoted = "\"(\(names))\""
        let patterns = [
            "[=!]= \(quoted)", "\(quoted) [=!]= ", "\\bcase [^:]*\(quoted)", "\\.(?:contains|hasPrefix|hasSuffix)\\(\(quoted)",
            "\\[[^\\]]*\(quoted)[^\\]]*\\]\\.contains", "\(quoted):[^\\]]*\\]\\[", ": Set(?:<String>)? = \\[[^\\]]*\(quoted)",
        ]
        return patterns.flatMap { pattern -> [String] in
            guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
            return expression.matches(in: line, range: NSRange(line.startIndex..., in: line)).compactMap {
                Range($0.range(at: 1), in: line).map { String(line[$0]) }
            }
        }
    }

    private static var names: String {
        let schemas =
            LayerFamily.schemas + LossFamily.schemas + OptimizerFamily.schemas + InitializerFamily.schemas
            + ScheduleFamily.schemas
            + ClipFamily.schemas + PenaltyFamily.schemas + BugFamily.schemas
        return Set(schemas.flatMap { [$0.name] + $0.aliases + $0.presets.keys }).sorted().joined(separator: "|")
    }

    @Test func nobodyElseComparesWithTheNameOfAKind() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources")
        let names = Self.names
        var found: [String] = []
        var files = 0
        for case let file as URL in try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" && !Self.own.contains(where: file.path.contains) {
            files += 1
            let text = try String(contentsOf: file, encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where line.contains("\"") {
                let code = line.drop { $0 == " " }
                if code.hasPrefix("//") { continue }
                for name in Self.comparisons(in: String(line), of: names)
                where !Self.otherMeanings.contains(where: { file.path.hasSuffix($0[0]) && $0[1] == name }) {
                    found.append("\(file.lastPathComponent):\(number + 1): \(name)")
                }
            }
        }
        #expect(files > 300)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test(arguments: [
        #"if column.kind == "dense" {"#, #"case "rnn", "lstm": recurrent()"#, #"guard ["gru", "lstm"].contains(kind) else {"#,
        #"let formula = ["lstm": "h", "gru": "g"][column.kind]"#, #"let passing: Set = ["dropout", "batchNorm"]"#,
        #"isFilter = kind.hasPrefix("conv")"#, #"return "mse" != spec.name"#,
    ])
    func aComparisonIsFound(line: String) {
        #expect(!Self.comparisons(in: line, of: Self.names).isEmpty)
    }
}
