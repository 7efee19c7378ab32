/// The names of a table's columns, and whether the first line has them.
struct TableHeader {
    var names: [String]
    /// Whether the first line is no row of the table.
    var isFirstLine: Bool
    /// Whether rows have one cell more in front than the header, as R writes the names of rows.
    var lacksFirst = false

    /// Rows that are compared with the first line.
    static let rows = 40

    /// - Parameters:
    ///   - rows: the first lines, at least one.
    ///   - given: whether there is a header, where somebody has said so.
    init(_ rows: [[[UInt8]]], _ dialect: TableDialect, given: Bool?) {
        let (first, body) = (rows[0], rows.dropFirst())
        lacksFirst = given != false && !body.isEmpty && body.allSatisfy { $0.count == first.count + 1 }
        isFirstLine = given ?? (lacksFirst || Self.isHeader(first, over: Array(body), dialect))
        if isFirstLine {
            let texts = (lacksFirst ? [""] : []) + first.map { String(decoding: $0, as: UTF8.self) }
            names = Self.distinct(texts)
        } else {
            names = first.indices.map { "x\($0 + 1)" }
        }
    }

    /// A line is a header where it has words over columns of numbers. Numbers over numbers, and a word that comes again below, are
    /// signs of a row.
    private static func isHeader(_ first: [[UInt8]], over body: [[[UInt8]]], _ dialect: TableDialect) -> Bool {
        func isNumber(_ cell: [UInt8]) -> Bool { TableNumber.parse(cell, decimal: dialect.decimal) != nil }
        if isCount(first) { return true }
        guard !body.isEmpty else { return !first.contains(where: isNumber) }
        if countsOn(first, over: body, isNumber) { return true }
        var (names, cells) = (0, 0)
        for (column, cell) in first.enumerated() where !TableNumber.isGap(cell) {
            let below = body.compactMap { $0.indices.contains(column) && !TableNumber.isGap($0[column]) ? $0[column] : nil }
            guard !below.isEmpty else { continue }
            if below.allSatisfy(isNumber) {
                if isNumber(cell) { cells += 1 } else { names += 1 }
            } else if below.contains(cell) {
                cells += 1
            }
        }
        if names == 0 && cells == 0 { return !first.contains(where: isNumber) }
        return names > 0 && names >= cells
    }

    /// Whole numbers that go up by one from column to column, such as years, over columns of numbers that do not.
    private static func countsOn(_ first: [[UInt8]], over body: [[[UInt8]]], _ isNumber: ([UInt8]) -> Bool) -> Bool {
        let columns = first.indices.filter { column in
            let below = body.compactMap { $0.indices.contains(column) && !TableNumber.isGap($0[column]) ? $0[column] : nil }
            return !below.isEmpty && below.allSatisfy(isNumber)
        }
        func goesUp(_ row: [[UInt8]]) -> Bool {
            let numbers = columns.map { row.indices.contains($0) ? Int(String(decoding: row[$0], as: UTF8.self)) : nil }
            guard let start = numbers.first ?? nil, start < 1 << 31 else { return false }
            return zip(numbers, start...).allSatisfy { $0 == $1 }
        }
        return columns.count > 2 && goesUp(first) && !body.contains(where: goesUp)
    }

    /// The numbers 0, 1, 2 … or 1, 2, 3 …, as libraries write columns that have no names; the first may be empty, or name the last
    /// one, the target.
    private static func isCount(_ cells: [[UInt8]]) -> Bool {
        let numbers = cells.drop { $0.isEmpty }.map { Int(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count > 2, let first = numbers[0], first == 0 || first == 1 else { return false }
        return zip(numbers, first...).allSatisfy { $0 == $1 }
    }

    /// Names that differ: the second `x` is `x.2`; one that is empty is called by its number.
    private static func distinct(_ names: [String]) -> [String] {
        var taken = Set(names)
        var met: Set<String> = []
        return names.enumerated().map { place, name in
            let plain = name.isEmpty ? "column \(place + 1)" : name
            guard !met.insert(plain).inserted else { return plain }
            var number = 2
            while taken.contains("\(plain).\(number)") { number += 1 }
            taken.insert("\(plain).\(number)")
            met.insert("\(plain).\(number)")
            return "\(plain).\(number)"
        }
    }
}
