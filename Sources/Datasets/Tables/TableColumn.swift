/// A column of a table, cell by cell: numbers, or words.
struct TableColumn {
    /// More different words than this are no classes and no inputs.
    static let mostWords = 1 << 12

    /// The column's cells as numbers, NaN where there is a gap; empty of a column of words.
    private(set) var numbers: [Float] = []
    /// The column's cells as places in `words`, −1 where there is a gap; empty of a column of numbers.
    private(set) var codes: [Int32] = []
    /// Different words in the order in which they come.
    private(set) var words: [String] = []
    private var places: [[UInt8]: Int32] = [:]
    /// Cells with nothing in them.
    private(set) var gaps = 0
    /// Cells that are numbers.
    private(set) var numberCount = 0
    /// The first cell that is none, and its line.
    private(set) var firstWord: (text: String, line: Int)?
    /// Cells as years, NaN where there is a gap, while all that are none have been dates; nil of any other column.
    private var dates: [Float]? = []
    /// Whether there are more words than are kept.
    private(set) var isFreeText = false

    /// Whether cells are words although numbers came before, which have to be read again as words.
    var isMixed: Bool { firstWord != nil && numberCount > 0 }

    /// Whether cells are to be taken as words, whatever they are.
    private var takesWords = false
    private var isPassedOver = false

    init() {}

    /// A column whose numbers are words, too.
    static func ofWords() -> TableColumn {
        var column = TableColumn()
        column.takesWords = true
        return column
    }

    /// A column whose cells are wanted no more.
    static var passedOver: TableColumn {
        var column = TableColumn()
        column.isPassedOver = true
        return column
    }

    mutating func append(_ cell: TableScanner.Cell, of scanner: TableScanner, decimal: UInt8) {
        guard !isPassedOver else { return }
        let raw = scanner.raw(cell)
        guard !takesWords else { return appendWord(raw, cell, scanner) }
        if let number = TableNumber.parse(raw, decimal: decimal) {
            numberCount += 1
            dates = nil
            if firstWord == nil { numbers.append(number) }
            return
        }
        guard !TableNumber.isGap(raw) else {
            gaps += 1
            dates?.append(.nan)
            if firstWord == nil { numbers.append(.nan) } else { codes.append(-1) }
            return
        }
        if firstWord == nil {
            firstWord = (String(decoding: raw, as: UTF8.self), scanner.line)
            // Only gaps have come before, or all of it is read again.
            codes = [Int32](repeating: -1, count: numbers.count)
            numbers = []
        }
        if dates != nil {
            if let date = TableDate.parse(raw) { dates?.append(date) } else { dates = nil }
        }
        appendWord(raw, cell, scanner)
    }

    private mutating func appendWord(
        _ raw: Slice<UnsafeBufferPointer<UInt8>>, _ cell: TableScanner.Cell, _ scanner: TableScanner
    ) {
        if takesWords && TableNumber.isGap(raw) {
            gaps += 1
            codes.append(-1)
            return
        }
        guard !isFreeText else { return }
        let bytes = scanner.bytes(of: cell)
        if let place = places[bytes] {
            codes.append(place)
        } else if words.count == Self.mostWords {
            (isFreeText, codes, places) = (true, [], [:])
        } else {
            places[bytes] = Int32(words.count)
            codes.append(Int32(words.count))
            words.append(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The same column by its dates, as numbers of years; nil where a cell is no date.
    var asDates: TableColumn? {
        guard let dates, firstWord != nil, !takesWords else { return nil }
        var column = TableColumn()
        (column.numbers, column.gaps, column.numberCount, column.dates) = (dates, gaps, dates.count - gaps, nil)
        return column
    }

    /// Whether its cells are words.
    var isOfWords: Bool { takesWords || firstWord != nil }

    /// Whether a row has nothing here.
    func isGap(_ row: Int) -> Bool { isOfWords ? isFreeText || codes[row] < 0 : numbers[row].isNaN }

    /// True of numbers that all are one, and of words.
    var isConstant: Bool {
        if isOfWords { return words.count <= 1 && !isFreeText }
        guard let first = numbers.first(where: { !$0.isNaN }) else { return true }
        return numbers.allSatisfy { $0 == first || $0.isNaN }
    }

    /// True of whole numbers that go up by one from row to row.
    var counts: Bool {
        guard !isOfWords, let first = numbers.first, first == 0 || first == 1 else { return false }
        return numbers.indices.allSatisfy { numbers[$0] == first + Float($0) }
    }
}
