import Basics

/// A table of text, read: columns with names, and how the text was understood.
struct Table {
    let path: String
    let dialect: TableDialect
    let encoding: TableEncoding
    let hasHeader: Bool
    let names: [String]
    let columns: [TableColumn]
    /// Columns of dates, which are numbers of years.
    let dates: Set<Int>
    /// Columns in which numbers stand beside words, taken as words.
    let mixed: [Int: TableColumn]
    let rowCount: Int

    /// Bytes of a cell at most: nothing that is a class, a word or a number is longer.
    private static let largestCell = 1 << 20
    /// Bytes of text at most, unpacked.
    static let maximumBytes = 1 << 30

    /// Reads and understands a file. Time and memory grow as the file does.
    init(path: String, _ request: DatasetRequest) throws(InputError) {
        let stream = try ByteStream(path, in: request.environment.files, expecting: "a table (CSV)")
        try request.environment.checkMemory(stream.isGzip ? 0 : 2 * stream.largestPossibleSize, for: path)
        let text = try TableText(stream.readAll(atMost: Self.maximumBytes), encoding: request.table.encoding, path: path)
        let parsed = text.bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(InputError) in try Parsed(bytes, path: path, request) }
        }
        let table = try parsed.get()
        self.path = path
        (dialect, names, columns, mixed, dates, rowCount) = (
            table.dialect, table.header.names, table.columns, table.mixed, table.dates, table.rowCount
        )
        hasHeader = table.header.isFirstLine
        encoding = text.encoding
    }

    private struct Parsed {
        let dialect: TableDialect
        let header: TableHeader
        private(set) var columns: [TableColumn]
        private(set) var mixed: [Int: TableColumn] = [:]
        private(set) var dates: Set<Int> = []
        private(set) var rowCount = 0

        init(_ text: UnsafeBufferPointer<UInt8>, path: String, _ request: DatasetRequest) throws(InputError) {
            var options = request.table
            let begin = Self.begin(of: text, &options)
            let rest = UnsafeBufferPointer(rebasing: text[begin...])
            let line = begin > 0 ? 1 : 0
            let isTabbed = path.lowercased().hasSuffix(".tsv") || path.lowercased().hasSuffix(".tsv.gz")
            dialect = TableDialect(of: rest, options: options, isTabbed: isTabbed)
            var scanner = TableScanner(rest, separator: dialect.separator, quote: dialect.quote)
            let width = try Self.width(of: scanner, path, line)
            var first = scanner
            var start: [[[UInt8]]] = []
            while start.count <= TableHeader.rows, start.count * width < 1 << 20, let row = first.nextRow() { start.append(row) }
            guard !start.isEmpty else {
                throw InputError(
                    .malformed, path, expected: "a table", found: first.fault == nil ? "an empty file" : "an open quote",
                    advice: "check the file")
            }
            header = TableHeader(start, dialect, given: options.header)
            columns = header.names.map { _ in TableColumn() }
            if header.isFirstLine { while let cell = scanner.next(), !cell.endsRow {} }
            let body = scanner
            let cells = text.count / max(1, start.joined().reduce(0) { $0 + $1.count + 1 } / max(1, start.joined().count))
            try request.environment.checkMemory(16 * cells, for: path)
            rowCount = try read(body, into: &columns, path, line)
            for place in columns.indices {
                guard let years = columns[place].asDates else { continue }
                columns[place] = years
                dates.insert(place)
            }
            // Numbers that come before a column's first word are words of it: these columns are read again.
            guard columns.contains(where: \.isMixed) else { return }
            let places = columns.indices.filter { columns[$0].isMixed }
            var again = columns.map { $0.isMixed ? TableColumn.ofWords() : .passedOver }
            _ = try read(body, into: &again, path, line)
            for place in places { mixed[place] = again[place] }
        }

        /// Excel's first line `sep=;` says the separator, and is no row.
        private static func begin(of text: UnsafeBufferPointer<UInt8>, _ options: inout TableOptions) -> Int {
            guard text.count > 5, text.starts(with: Array("sep=".utf8)), text[5] == 10 || text[5] == 13 else { return 0 }
            options.separator = options.separator ?? text[4]
            return text[5] == 13 && text.count > 6 && text[6] == 10 ? 7 : 6
        }

        /// Cells of the first line; refused before they take memory where they are too many.
        private static func width(of scanner: TableScanner, _ path: String, _ line: Int) throws(InputError) -> Int {
            var (scanner, width) = (scanner, 0)
            while let cell = scanner.next() {
                width += 1
                guard width <= TableScanner.mostColumns else {
                    throw InputError(
                        .malformed, "\(path), line \(scanner.line + line)",
                        expected: "at most \(TableScanner.mostColumns) columns",
                        found: "more",
                        advice: "leave columns out, or exchange rows and columns")
                }
                if cell.endsRow { break }
            }
            return max(1, width)
        }

        /// Reads all rows into columns.
        /// - Returns: how many rows there are.
        private func read(
            _ start: TableScanner, into columns: inout [TableColumn], _ path: String, _ lines: Int
        ) throws(InputError) -> Int {
            var (scanner, rows, column) = (start, 0, 0)
            let width = columns.count
            var line = scanner.line
            func fail(_ expected: String, _ found: String, _ advice: String, at line: Int) -> InputError {
                InputError(.malformed, "\(path), line \(line + lines)", expected: expected, found: found, advice: advice)
            }
            while true {
                if column == 0 { line = scanner.line }
                guard let cell = scanner.next() else { break }
                guard cell.range.count <= Table.largestCell else {
                    throw fail(
                        "cells of at most \(Table.largestCell) bytes", "one of \(cell.range.count)",
                        "check the quotes, or leave the column out", at: line)
                }
                if column < width {
                    columns[column].append(cell, of: scanner, decimal: dialect.decimal)
                } else if !(column == width && cell.range.isEmpty && cell.endsRow) {
                    // A separator behind the last cell is no cell.
                    throw fail("\(width) cells as in the first line", "more", "correct the line", at: line)
                }
                column += 1
                guard cell.endsRow else { continue }
                guard column >= width else {
                    throw fail(
                        "\(width) cells as in the first line", "\(column)",
                        column == 1 ? "separate cells by \(dialect.separatorName)" : "correct the line", at: line)
                }
                rows += 1
                column = 0
            }
            switch scanner.fault {
            case (.openQuote, let line)?: throw fail("a closing quote", "the end of the file", "close the quote", at: line)
            case (.textAfterQuote, let line)?:
                throw fail("a separator after the closing quote", "further text", "double quotes inside of quotes", at: line)
            case nil: return rows
            }
        }
    }
}
