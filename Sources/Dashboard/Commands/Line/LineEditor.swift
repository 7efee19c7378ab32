/// The line being typed: its characters, the cursor, and what Tab and the arrows are doing with it. A value without effects.
public struct LineEditor: Hashable, Sendable {
    /// Candidates that Tab goes through.
    struct Choice: Hashable, Sendable {
        var completion: LineCompletion
        /// Which one stands in the line.
        var index: Int
        /// The text behind it.
        var tail: [Unicode.Scalar]
    }

    /// The characters, each of which takes one cell.
    public private(set) var scalars: [Unicode.Scalar] = []
    /// Before which character the next one goes.
    public private(set) var cursor = 0
    /// The fault of the line as it stands.
    public var error: LineError?
    private(set) var choice: Choice?
    /// Text that has been put into the line to be typed over, as selected text is: the next character takes its place, any other
    /// key leaves it.
    private(set) var selected: Range<Int>?
    /// Which line of the history stands here, counted from the newest; nil: what was typed.
    private var recalled: Int?
    private var draft: [Unicode.Scalar] = []

    /// Characters that a line has at most.
    public static let limit = 400

    /// - Parameter selected: stands behind the text, to be typed over.
    public init(_ text: String = "", selected: String = "") {
        insert(text)
        let start = cursor
        insert(selected)
        self.selected = start < cursor ? start..<cursor : nil
    }

    /// The characters as text.
    public var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// The text before the cursor.
    var beforeCursor: ArraySlice<Unicode.Scalar> { scalars[..<cursor] }

    /// Puts a text at the cursor. Line breaks and tabs become blanks; what takes no cell is left out.
    mutating func insert(_ text: String) {
        if let selected, !text.isEmpty { delete(selected) }
        touch()
        for scalar in text.unicodeScalars where scalars.count < Self.limit {
            let isBreak = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .lineSeparator
            let kept: Unicode.Scalar = isBreak ? " " : scalar
            guard kept.cellWidth > 0 else { continue }
            scalars.insert(kept, at: cursor)
            cursor += 1
        }
    }

    /// Deletes a range and puts the cursor there.
    private mutating func delete(_ range: Range<Int>) {
        touch()
        scalars.removeSubrange(range)
        cursor = range.lowerBound
    }

    mutating func backspace() { if cursor > 0 { delete(cursor - 1..<cursor) } }

    mutating func deleteForward() { if cursor < scalars.count { delete(cursor..<cursor + 1) } }

    mutating func deleteToStart() { delete(0..<cursor) }

    mutating func deleteToEnd() { delete(cursor..<scalars.count) }

    /// Deletes the word before the cursor and the blanks behind it.
    mutating func deleteWord() {
        var start = cursor
        while start > 0, scalars[start - 1] == " " { start -= 1 }
        while start > 0, scalars[start - 1] != " " { start -= 1 }
        delete(start..<cursor)
    }

    /// Moves the cursor.
    mutating func move(to place: Int) {
        choice = nil
        selected = nil
        cursor = min(scalars.count, max(0, place))
    }

    /// Goes through what the word before the cursor can become.
    /// - Parameter complete: asked for candidates when Tab is pressed for the first time.
    mutating func complete(forward: Bool, _ complete: () -> LineCompletion) {
        error = nil
        selected = nil
        if var present = choice {
            let count = present.completion.candidates.count
            present.index = (present.index + (forward ? 1 : count - 1)) % count
            show(present)
            return
        }
        let completion = complete()
        guard !completion.candidates.isEmpty else { return }
        show(
            Choice(completion: completion, index: forward ? 0 : completion.candidates.count - 1, tail: Array(scalars[cursor...])))
        // One candidate needs no choosing: the next Tab completes what comes behind it.
        if completion.candidates.count == 1 { choice = nil }
    }

    private mutating func show(_ choice: Choice) {
        recalled = nil
        scalars = Array(scalars[..<choice.completion.start]) + Array(choice.completion.candidates[choice.index].unicodeScalars)
        cursor = scalars.count
        scalars += choice.tail
        self.choice = choice
    }

    /// Takes an older (or newer) line out of the history; behind the newest stands what was being typed.
    /// - Parameter history: the lines entered, oldest first.
    mutating func recall(older: Bool, from history: [String]) {
        selected = nil
        let next = older ? (recalled ?? -1) + 1 : (recalled ?? -1) - 1
        guard next < history.count, next >= -1, older || recalled != nil else { return }
        if recalled == nil { draft = scalars }
        let chosen = next < 0 ? draft : Array(history[history.count - 1 - next].unicodeScalars)
        (scalars, cursor, error, choice) = (chosen, chosen.count, nil, nil)
        recalled = next < 0 ? nil : next
    }

    private mutating func touch() {
        error = nil
        choice = nil
        recalled = nil
        selected = nil
    }
}
