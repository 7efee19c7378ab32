import Basics

extension ShortNames {
    /// The names in their order, each at most so many cells wide, and as different as they were.
    public static func of(_ names: [String], cells: Int) -> [String] { of(names, width: cells) { $0.cellWidth } }
}
