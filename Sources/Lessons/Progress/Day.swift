/// A day of the calendar.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public var number: Int

    /// A day by its distance from 1970-01-01.
    public init(number: Int) { self.number = number }

    /// Reads `2026-11-30`; nil of anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]), (1970...9999).contains(parts[0]) else {
            return nil
        }
        // Years begin in March, so that a leap day is a year's last.
        let year = parts[1] > 2 ? parts[0] : parts[0] - 1
        let month = (parts[1] + 9) % 12
        number = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 1 - Self.epoch
    }

    /// Days from 0000-03-01 to 1970-01-01.
    private static let epoch = 719_468

    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    /// So many days later.
    public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }

    /// `2026-11-30`
    public var description: String {
        let days = number + Self.epoch
        let era = days / 146_097
        let ofEra = days % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + 400 * era + (month < 10 ? 0 : 1)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(day))"
    }
}
