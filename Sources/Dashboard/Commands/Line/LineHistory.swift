/// The lines entered so far, oldest first.
public struct LineHistory: Hashable, Sendable {
    /// Lines kept at most.
    public static let limit = 500

    /// The lines, without repetitions.
    public private(set) var lines: [String] = []

    /// - Parameter lines: from an earlier run, oldest first; anything can stand in them.
    public init(_ lines: [String] = []) {
        for line in lines.suffix(Self.limit) { add(line) }
    }

    /// Adds a line at the end; the same line further up is dropped. What could not be typed is left out.
    public mutating func add(_ line: String) {
        var editor = LineEditor(line)
        while editor.scalars.last == " " { editor.backspace() }
        guard !editor.scalars.isEmpty else { return }
        let clean = editor.text
        lines.removeAll { $0 == clean }
        lines.append(clean)
        if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
    }
}
