import Basics

/// Numbers of a table's cells.
enum TableNumber {
    /// Powers of ten that Float has exactly.
    private static let powers: [Float] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]

    /// The number that a cell is, the nearest Float; nil where it is none. A comma or point that is not the decimal one may stand
    /// before groups of three digits.
    static func parse(_ cell: some RandomAccessCollection<UInt8>, decimal: UInt8) -> Float? {
        let thousands = decimal == TableDialect.comma ? TableDialect.point : TableDialect.comma
        var place = cell.startIndex
        let end = cell.endIndex
        guard place < end, cell.count <= 64 else { return nil }
        let isNegative = cell[place] == UInt8(ascii: "-")
        if isNegative || cell[place] == UInt8(ascii: "+") { place = cell.index(after: place) }
        var (mantissa, digits, fraction, exponent) = (0, 0, 0, 0)
        var (hasPoint, isLong, hasGroups) = (false, false, false)
        // Digits since a mark of thousands.
        var group = 0
        loop: while place < end {
            let byte = cell[place]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                group += 1
                if hasPoint { fraction += 1 }
                if mantissa < 1 << 24 { mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0")) } else { isLong = true }
            case decimal where !hasPoint:
                guard !hasGroups || group == 3 else { return nil }
                hasPoint = true
            case thousands where !hasPoint:
                guard hasGroups ? group == 3 : (1...3).contains(group) else { return nil }
                (hasGroups, group) = (true, 0)
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard digits > 0, let read = Self.exponent(cell[cell.index(after: place)...]) else { return nil }
                exponent = read
                break loop
            default: return nil
            }
            place = cell.index(after: place)
        }
        guard digits > 0, !hasGroups || hasPoint || group == 3 else { return nil }
        let power = exponent - fraction
        // Both are exact, so that one rounding gives the nearest.
        if !isLong, mantissa <= 1 << 24, abs(power) < powers.count {
            let number = power < 0 ? Float(mantissa) / powers[-power] : Float(mantissa) * powers[power]
            return isNegative ? -number : number
        }
        let plain = cell.lazy.filter { $0 != thousands }.map { $0 == decimal ? TableDialect.point : $0 }
        guard let number = Float(String(decoding: Array(plain), as: UTF8.self)), number.isFinite else { return nil }
        return number
    }

    private static func exponent(_ text: some RandomAccessCollection<UInt8>) -> Int? {
        guard text.count <= 6, let first = text.first else { return nil }
        let digits = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return first == UInt8(ascii: "-") ? -value : value
    }

    /// True of a cell that says that there is nothing: empty, `NA`, `NaN`, `null`, `?` and their like.
    static func isGap(_ cell: some RandomAccessCollection<UInt8>) -> Bool {
        if cell.isEmpty { return true }
        guard cell.count <= 6 else { return false }
        return gaps.contains(String(decoding: cell, as: UTF8.self).lowercased())
    }

    private static let gaps: Set<String> = ["na", "n/a", "#n/a", "nan", "-nan", "null", "?", "-", "--", ".", "<na>"]
}
