import Basics

/// Frames and their times as a terminal recording, asciinema's format version 2: a header line, then `[seconds, "o", "what was
/// written"]`.
///
/// Source: https://docs.asciinema.org/manual/asciicast/v2/
public struct CastText: Sendable {
    private var last: Canvas?
    private let ansi = AnsiText()

    /// A recording of which nothing is written yet.
    public init() {}

    /// The first line.
    /// - Parameters:
    ///   - size: of the terminal when the recording begins.
    ///   - secondsSince1970: when it begins; nil leaves that out.
    ///   - title: what it shows.
    public func header(_ size: Size, secondsSince1970: Int?, title: String) -> String {
        let time = secondsSince1970.map { "\"timestamp\":\($0)," } ?? ""
        return
            "{\"version\":2,\"width\":\(size.width),\"height\":\(size.height),\(time)\"title\":\(Self.quoted(title)),\"env\":{\"TERM\":\"xterm-256color\"}}\n"
    }

    /// The lines that show a frame where the one before it has been shown; empty where nothing has changed.
    /// - Parameter seconds: since the beginning.
    public mutating func frame(_ canvas: Canvas, at seconds: Double) -> String {
        defer { last = canvas }
        let time = Self.text(max(0, seconds))
        guard let last, last.size == canvas.size else {
            let resize = last == nil ? "" : "[\(time),\"r\",\"\(canvas.size.width)x\(canvas.size.height)\"]\n"
            return resize
                + event(time, "\u{1B}[?25l\u{1B}[2J" + written(CanvasDiff(from: Canvas(Size(width: 0, height: 0)), to: canvas)))
        }
        let changes = CanvasDiff(from: last, to: canvas)
        return changes.isEmpty ? "" : event(time, written(changes))
    }

    private func event(_ time: String, _ output: String) -> String { "[\(time),\"o\",\(Self.quoted(output))]\n" }

    private func written(_ changes: CanvasDiff) -> String {
        var text = String.UnicodeScalarView()
        var style: Style?
        for run in changes.runs {
            text.append(contentsOf: "\u{1B}[\(run.y + 1);\(run.x + 1)H".unicodeScalars)
            for cell in run.cells where !cell.isContinuation {
                if cell.style != style {
                    text.append(contentsOf: ansi.sequence(for: cell.style).unicodeScalars)
                    style = cell.style
                }
                text.append(cell.scalar)
            }
        }
        return String(text)
    }

    /// Microseconds are enough.
    private static func text(_ seconds: Double) -> String {
        let micros = Int(saturating: (seconds * 1e6).rounded())
        let fraction = String(micros % 1_000_000)
        return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
