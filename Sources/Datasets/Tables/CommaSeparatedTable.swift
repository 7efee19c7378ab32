import Basics

/// A table of text: a header line and rows of as many cells. Commas, semicolons or tabs; quotes as in RFC 4180.
struct CommaSeparatedTable {
    let path: String
    let header: [String]
    private(set) var rows: [[String]] = []
    /// The line of the file each row begins on, counting from 1.
    private(set) var lines: [Int] = []

    static let maximumBytes = 1 << 28

    init(path: String, in files: any FileSystem) throws(InputError) {
        let text = try ByteStream(path, in: files, expecting: "a CSV file").readAll(atMost: Self.maximumBytes)
        self.path = path
        var parser = Parser(text)
        guard let first = try parser.nextRow(path: path) else {
            throw InputError(
                .malformed, path, expected: "a header line and rows of numbers", found: "an empty file", advice: "check the file")
        }
        header = first.cells
        if header.allSatisfy({ Double($0) != nil }) {
            throw InputError(
                .malformed, "\(path), line \(first.line)", expected: "a header with the columns' names", found: "numbers",
                advice: "add a line such as x,y,label")
        }
        if let twice = header.first(where: { name in header.count { $0 == name } > 1 }) {
            throw InputError(
                .malformed, "\(path), line \(first.line)", expected: "a name of its own for each column",
                found: "'\(twice)' twice", advice: "rename one")
        }
        while let row = try parser.nextRow(path: path) {
            guard row.cells.count == header.count else {
                throw InputError(
                    .malformed, "\(path), line \(row.line)", expected: "\(header.count) cells as in the header",
                    found: "\(row.cells.count)", advice: "correct the line")
            }
            rows.append(row.cells)
            lines.append(row.line)
        }
    }
}

extension CommaSeparatedTable {
    /// Cuts bytes into rows.
    private struct Parser {
        private let text: [UInt8]
        private let separator: UInt8
        private var position: Int
        private var line = 1

        private static let quote = UInt8(ascii: "\"")
        private static let newline = UInt8(ascii: "\n")
        private static let carriageReturn = UInt8(ascii: "\r")

        init(_ text: [UInt8]) {
            self.text = text
            position = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let headerLine = text[position...].prefix { $0 != Self.newline }
            let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
            separator = candidates.first { headerLine.contains($0) } ?? candidates[0]
        }

        /// The next row that is not an empty line, and its line; nil at the end.
        mutating func nextRow(path: String) throws(InputError) -> (cells: [String], line: Int)? {
            while position < text.count, text[position] == Self.newline || text[position] == Self.carriageReturn { skipLineEnd() }
            guard position < text.count else { return nil }
            let start = line
            var cells: [String] = []
            while true {
                cells.append(try nextCell(path: path))
                guard position < text.count, text[position] == separator else { break }
                position += 1
            }
            if position < text.count { skipLineEnd() }
            return (cells, start)
        }

        private mutating func skipLineEnd() {
            if text[position] == Self.newline { line += 1 }
            position += 1
        }

        private mutating func nextCell(path: String) throws(InputError) -> String {
            guard position < text.count, text[position] == Self.quote else {
                let start = position
                while position < text.count, text[position] != separator, text[position] != Self.newline { position += 1 }
                return Self.trimmed(text[start..<position])
            }
            let startLine = line
            position += 1
            var bytes: [UInt8] = []
            while position < text.count {
                let byte = text[position]
                position += 1
                if byte == Self.quote {
                    guard position < text.count, text[position] == Self.quote else { return try endQuoted(bytes, path: path) }
                    position += 1
                } else if byte == Self.newline {
                    line += 1
                }
                bytes.append(byte)
            }
            throw InputError(
                .malformed, "\(path), line \(startLine)", expected: "a closing quote", found: "the end of the file",
                advice: "close the quote")
        }

        private mutating func endQuoted(_ bytes: [UInt8], path: String) throws(InputError) -> String {
            if position < text.count, text[position] == Self.carriageReturn { position += 1 }
            if position < text.count, text[position] != separator, text[position] != Self.newline {
                throw InputError(
                    .malformed, "\(path), line \(line)", expected: "a separator after the closing quote", found: "further text",
                    advice: "double quotes inside of quotes")
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        private static func trimmed(_ cell: ArraySlice<UInt8>) -> String {
            let blank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == carriageReturn }
            var cell = cell.drop(while: blank)
            while let last = cell.last, blank(last) { cell = cell.dropLast() }
            return String(decoding: cell, as: UTF8.self)
        }
    }
}
