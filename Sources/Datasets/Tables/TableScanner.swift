/// Cuts a table's text into cells, one after the other; takes no memory.
struct TableScanner {
    /// A cell: where its text is.
    struct Cell {
        /// Bytes of the text, without quotes and blanks around it.
        var range: Range<Int>
        /// Whether two quotes in a row in it stand for one.
        var hasDoubledQuotes = false
        var isQuoted = false
        /// Whether a line or the text ends behind it.
        var endsRow = false
    }

    /// A quote where none should be, or none where one should be.
    enum Fault { case openQuote, textAfterQuote }

    /// Columns at most; a network with so many inputs is beyond a screen, and a file with more is damaged, or has its rows in columns.
    static let mostColumns = 100_000

    private let text: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    private let quote: UInt8
    private let isBlank: Bool
    private var position: Int
    /// The line that the next cell begins on, counting from 1.
    private(set) var line = 1
    /// The fault that ended the scan, and its line.
    private(set) var fault: (kind: Fault, line: Int)?
    /// Whether a row has begun.
    private var isInRow = false

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let tab = UInt8(ascii: "\t")

    init(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8, quote: UInt8, from position: Int = 0) {
        (self.text, self.separator, self.quote, self.position) = (text, separator, quote, position)
        isBlank = separator == TableDialect.blank
    }

    var isAtEnd: Bool { position >= text.count }

    /// The next cell; nil at the end and behind a fault. Lines with nothing in them are passed over.
    mutating func next() -> Cell? {
        if !isInRow { skipEmptyLines() }
        guard fault == nil, position < text.count || isInRow else { return nil }
        isInRow = true
        skipBlanks()
        if position < text.count, text[position] == quote { return quoted() }
        let start = position
        var end = start
        while position < text.count {
            let byte = text[position]
            if byte == separator || isBlank && byte == Self.tab || byte == Self.newline || byte == Self.carriageReturn { break }
            position += 1
            if byte != TableDialect.blank && byte != Self.tab { end = position }
        }
        return finished(Cell(range: start..<end))
    }

    private mutating func quoted() -> Cell? {
        let startLine = line
        position += 1
        var cell = Cell(range: position..<position, isQuoted: true)
        while position < text.count {
            let byte = text[position]
            if byte == quote {
                if position + 1 < text.count, text[position + 1] == quote {
                    cell.hasDoubledQuotes = true
                    position += 2
                    continue
                }
                cell.range = cell.range.lowerBound..<position
                position += 1
                skipBlanks()
                if position < text.count, text[position] != Self.newline, text[position] != Self.carriageReturn,
                    text[position] != separator, !isBlank
                {
                    fault = (.textAfterQuote, line)
                    return nil
                }
                return finished(cell)
            }
            if byte == Self.newline { line += 1 }
            position += 1
        }
        fault = (.openQuote, startLine)
        return nil
    }

    /// Passes the separator or the end of the line behind a cell.
    private mutating func finished(_ cell: Cell) -> Cell {
        var cell = cell
        // Blanks before the end of a line are no separator.
        if isBlank { skipBlanks() }
        if position < text.count, text[position] != Self.newline, text[position] != Self.carriageReturn {
            if !isBlank { position += 1 }
        } else {
            cell.endsRow = true
            isInRow = false
            skipLineEnd()
        }
        return cell
    }

    private mutating func skipBlanks() {
        while position < text.count, text[position] == TableDialect.blank || text[position] == Self.tab {
            if text[position] == separator && !isBlank { return }
            position += 1
        }
    }

    /// CR, LF or both.
    private mutating func skipLineEnd() {
        guard position < text.count else { return }
        if text[position] == Self.carriageReturn, position + 1 < text.count, text[position + 1] == Self.newline { position += 1 }
        line += 1
        position += 1
    }

    private mutating func skipEmptyLines() {
        while position < text.count {
            var ahead = position
            while ahead < text.count, text[ahead] == TableDialect.blank || text[ahead] == Self.tab && separator != Self.tab {
                ahead += 1
            }
            guard ahead == text.count || text[ahead] == Self.newline || text[ahead] == Self.carriageReturn else { return }
            position = ahead
            skipLineEnd()
        }
    }

    /// The text of a cell.
    func bytes(of cell: Cell) -> [UInt8] {
        let bytes = text[cell.range]
        guard cell.hasDoubledQuotes else { return Array(bytes) }
        var single: [UInt8] = []
        var isSecond = false
        for byte in bytes {
            isSecond = byte == quote && !isSecond
            if !isSecond { single.append(byte) }
        }
        return single
    }

    /// The text of a cell, as it stands; for numbers, which have no quotes in them.
    func raw(_ cell: Cell) -> Slice<UnsafeBufferPointer<UInt8>> { text[cell.range] }

    /// The cells of the next row; nil at the end. Of a row with more than a table may have the first ones, and that is the end.
    mutating func nextRow() -> [[UInt8]]? {
        var row: [[UInt8]] = []
        while let cell = next() {
            row.append(bytes(of: cell))
            if cell.endsRow { return row }
            if row.count > Self.mostColumns {
                (position, isInRow) = (text.count, false)
                return row
            }
        }
        return row.isEmpty ? nil : row
    }
}
