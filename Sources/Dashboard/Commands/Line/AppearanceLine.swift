import Inspection
import NeuralNetwork
import TerminalGraphics

extension LineCommand {
    /// `:theme light`
    static let theme = LineCommand(
        "theme", arguments: Theme.names.joined(separator: "|"), help: "the screen's colors",
        complete: { $0.completing(Theme.names) },
        run: { (input, view) throws(LineError) in
            let word = try input.single("a theme: \(Theme.names.joined(separator: ", "))")
            guard let theme = Theme.named(word.text) else { throw .unknown(word, "theme", Theme.names) }
            return [.theme(theme)]
        })

    /// `:glyphs ascii`
    static let glyphs = LineCommand(
        "glyphs", arguments: GlyphTier.allCases.map(\.rawValue).joined(separator: "|"), help: "the characters to draw with",
        complete: { $0.completing(GlyphTier.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            let names = GlyphTier.allCases.map(\.rawValue)
            let word = try input.single("a repertoire: \(names.joined(separator: ", "))")
            guard let glyphs = GlyphTier(rawValue: word.text) else { throw .unknown(word, "repertoire", names) }
            return [.glyphs(glyphs)]
        })

    /// `:metrics run.csv`
    static let metrics = LineCommand(
        "metrics", arguments: "FILE.csv|FILE.jsonl",
        help: "loss, accuracy, rate and gradient norms of each iteration, into a file",
        run: { (input, _) throws(LineError) in
            let path = input.rest
            guard !path.text.isEmpty else { throw LineError("expected a file such as run.csv or run.jsonl", at: input.end) }
            guard let format = MetricsFormat(path: path.text) else {
                throw LineError("expected a name that ends in .csv or .jsonl, found '\(path.text)'", at: path.start)
            }
            return [.request(.writeMetrics(path.text, format))]
        })

    /// `:shot lesson.png`
    static let shot = LineCommand(
        "shot", arguments: "FILE.png|FILE.svg", help: "a picture of the screen as it is",
        run: { (input, _) throws(LineError) in
            let path = input.rest
            guard !path.text.isEmpty else { throw LineError("expected a file such as screen.png or screen.svg", at: input.end) }
            guard [".png", ".svg"].contains(where: { path.text.lowercased().hasSuffix($0) }) else {
                throw LineError("expected a name that ends in .png or .svg, found '\(path.text)'", at: path.start)
            }
            return [.effect(.shot(path.text))]
        })
}
