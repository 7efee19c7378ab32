import Basics
import NeuralNetwork

/// All commands of the `:` line. A new one is a file of its own and a line here.
public enum LineCatalog {
    /// The commands in the order in which help lists them.
    public static let all: [LineCommand] = [
        .goTo, .learningRate, .set, .undo, .redo, .branch, .rename, .mark, .write, .grain, .speed, .pin, .rank, .restart, .seed,
        .breakAt,
        .watch, .delete, .pane, .panes, .hide, .scenario, .select, .draw, .compare, .zoom, .why, .slope, .landscape, .cure,
        .theme, .glyphs, .shot, .metrics, .save, .learn, .lesson, .review,
        .help, .quit,
    ]

    /// The command that a word means: a name or one of its aliases.
    public static subscript(_ name: String) -> LineCommand? {
        all.first { $0.name == name || $0.aliases.contains(name) }
    }

    /// The command of a line. A number alone is where to go.
    static func command(of input: LineInput) throws(LineError) -> (LineCommand, LineInput) {
        if let found = self[input.name.text] { return (found, input) }
        if !input.name.text.isEmpty, input.name.text.allSatisfy({ $0.isASCII && $0.isNumber }) { return (.iteration, input) }
        let names = all.flatMap { [$0.name] + $0.aliases }
        let advice = NearestName.find(input.name.text, in: names).map { "did you mean :\($0)?" } ?? ":help commands lists them"
        throw LineError("no command is called '\(input.name.text)'; \(advice)", at: input.name.start)
    }

    /// The completions of the end of a line: commands' names, or those that the command itself knows.
    static func completion(of input: LineInput) -> LineCompletion {
        if input.words.isEmpty && !input.endsWithBlank {
            return LineCompletion(start: input.name.start, candidates: LineInput.matching(input.name.text, all.map(\.name)))
        }
        return self[input.name.text]?.complete(input) ?? .none
    }
}
