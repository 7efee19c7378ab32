import TerminalGraphics

/// A key that matters now, for the last line of the screen.
public struct KeyHint: Hashable, Sendable {
    /// The keys, as the reader presses them.
    public var keys: String
    /// Their effect, in a word or two.
    public var what: String
    /// Those with the largest go first where there is no room for all.
    public var rank: Int
    /// The request that the keys make: dimmed where that cannot be done.
    public var command: Command?

    /// A hint.
    public init(_ keys: String, _ what: String, rank: Int, _ command: Command? = nil) {
        (self.keys, self.what, self.rank, self.command) = (keys, what, rank, command)
    }

    /// The key at a cell of its keys; behind them the first.
    func key(at offset: Int) -> KeyPress? {
        let arrows: [Character: KeyPress] = [
            "←": KeyPress(.left), "→": KeyPress(.right), "↑": KeyPress(.up), "↓": KeyPress(.down),
        ]
        let characters = Array(keys)
        let place = characters.indices.contains(offset) ? offset : 0
        if let arrow = arrows[characters[place]] { return arrow }
        // Several keys stand apart: the one that the cell is in.
        let before = characters[..<place].lastIndex(of: " ").map { $0 + 1 } ?? 0
        let name = String(characters[before...].prefix { $0 != " " })
        return (try? KeySequence.parse(name))?.first
    }

    var width: Int { StyledText([(keys + what, .plain)]).width + 3 }
}
