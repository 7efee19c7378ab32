extension TableDialect {
    /// Rows that are looked at.
    private static let rows = 60
    /// Bytes that are looked at, at most: a row of a wide table is long.
    private static let bytes = 1 << 20

    /// The form of a text by its first rows, where nobody has said it: the separator that cuts them all into as many cells, most
    /// of them numbers.
    init(of text: UnsafeBufferPointer<UInt8>, options: TableOptions, isTabbed: Bool) {
        let start = UnsafeBufferPointer(rebasing: text.prefix(Self.bytes))
        let quote = options.quote ?? Self.quote(of: start)
        var best: (dialect: TableDialect, score: Double)?
        let separators = options.separator.map { [$0] } ?? [Self.comma, Self.semicolon, Self.tab, Self.bar, Self.blank]
        for separator in separators {
            let cells = Self.sample(start, separator: separator, quote: quote)
            let decimal = options.decimal ?? Self.decimal(of: cells, separator: separator)
            let dialect = TableDialect(separator: separator, decimal: decimal, quote: quote)
            var score = Self.score(cells, dialect)
            // Blanks are within names and words, too.
            if separator == Self.blank { score -= 0.3 }
            if separator == Self.tab && isTabbed { score += 1 }
            if best.map({ score > $0.score + 1e-9 }) ?? true { best = (dialect, score) }
        }
        self = best?.dialect ?? TableDialect(separator: Self.comma, decimal: Self.point, quote: quote)
    }

    /// Rows of cells of the first lines. A last row that is cut by the end of what is looked at counts only where it is alone.
    private static func sample(_ text: UnsafeBufferPointer<UInt8>, separator: UInt8, quote: UInt8) -> [[[UInt8]]] {
        var scanner = TableScanner(text, separator: separator, quote: quote)
        var rows: [[[UInt8]]] = []
        while rows.count < Self.rows, let row = scanner.nextRow() { rows.append(row) }
        if rows.count > 1, scanner.isAtEnd, text.count == Self.bytes { rows.removeLast() }
        return rows
    }

    /// From 0 to 3: one cell a row is no table; then the share of rows with the commonest number of cells, and of the cells that are
    /// numbers.
    private static func score(_ rows: [[[UInt8]]], _ dialect: TableDialect) -> Double {
        guard !rows.isEmpty else { return 0 }
        var lengths: [Int: Int] = [:]
        for row in rows { lengths[row.count, default: 0] += 1 }
        let commonest = lengths.max { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let commonest, commonest.key > 1 else { return 0 }
        let even = Double(commonest.value) / Double(rows.count)
        let cells = rows.joined()
        let numbers = Double(cells.count { TableNumber.parse($0, decimal: dialect.decimal) != nil || $0.isEmpty })
        return 1 + (even == 1 ? 1 : even / 2) + numbers / Double(max(1, cells.count))
    }

    /// A comma where cells are numbers with one and none with a point. Between commas only where what follows one is no group of
    /// three digits, which would be thousands.
    private static func decimal(of rows: [[[UInt8]]], separator: UInt8) -> UInt8 {
        var (commas, points, otherThanThree) = (0, 0, 0)
        for cell in rows.joined() {
            guard let place = cell.lastIndex(where: { $0 == comma || $0 == point }),
                TableNumber.parse(cell, decimal: cell[place]) != nil
            else { continue }
            if cell[place] == comma { commas += 1 } else { points += 1 }
            if cell[place] == comma, cell.count - place != 4 { otherThanThree += 1 }
        }
        let isComma = commas > points && (separator != comma || otherThanThree > 0)
        return isComma ? comma : point
    }

    /// Single quotes where cells begin with them and none with double ones.
    private static func quote(of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
        let (single, double) = (UInt8(ascii: "'"), UInt8(ascii: "\""))
        var counts: [UInt8: Int] = [:]
        var before = UInt8(ascii: "\n")
        for byte in text.prefix(1 << 16) {
            if byte == single || byte == double, [10, 13, comma, semicolon, tab, bar, blank].contains(before) {
                counts[byte, default: 0] += 1
            }
            before = byte
        }
        return counts[double] == nil && counts[single, default: 0] > 1 ? single : double
    }
}
