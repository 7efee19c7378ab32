/// Dates in a table's cells, as numbers of years.
enum TableDate {
    /// The moment that a cell says: `2010-03-01`, `2010/3/1`, `2010-03-01 06:00`, `2010-03-01T06:00:00Z`, in years, so that half of 2010 is
    /// 2010.5; nil where it says none. The year comes first: of `3/1/2010` nobody knows whether it is in March.
    static func parse(_ cell: some RandomAccessCollection<UInt8>) -> Float? {
        guard (8...30).contains(cell.count) else { return nil }
        var place = cell.startIndex
        func digit(_ byte: UInt8) -> Int? { (48...57).contains(byte) ? Int(byte) - 48 : nil }
        /// A whole number of so many digits.
        func number(_ digits: ClosedRange<Int>) -> Int? {
            var (value, count) = (0, 0)
            while place < cell.endIndex, count < digits.upperBound, let next = digit(cell[place]) {
                (value, count) = (value * 10 + next, count + 1)
                place = cell.index(after: place)
            }
            return count >= digits.lowerBound ? value : nil
        }
        func take(_ bytes: String) -> UInt8? {
            guard place < cell.endIndex, bytes.utf8.contains(cell[place]) else { return nil }
            defer { place = cell.index(after: place) }
            return cell[place]
        }
        guard let year = number(4...4), let mark = take("-/"), let month = number(1...2), (1...12).contains(month),
            take(mark == UInt8(ascii: "-") ? "-" : "/") != nil, let day = number(1...2), (1...31).contains(day)
        else { return nil }
        var seconds = 0.0
        if place < cell.endIndex {
            guard take(" T") != nil, let hour = number(1...2), hour <= 24, take(":") != nil, let minute = number(2...2),
                minute < 60
            else { return nil }
            seconds = Double(hour * 3600 + minute * 60)
            if take(":") != nil {
                guard let second = number(2...2), second <= 60 else { return nil }
                seconds += Double(second)
                if take(".") != nil, number(1...9) == nil { return nil }
            }
            // A zone shifts all of a column alike.
            guard place == cell.endIndex || take("Z") != nil && place == cell.endIndex else { return nil }
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let before = daysBefore[month - 1] + (isLeap && month > 2 ? 1 : 0)
        let days = Double(before + day - 1) + seconds / 86400
        return Float(Double(year) + days / (isLeap ? 366 : 365))
    }

    /// Days of a year before each month.
    private static let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
}
