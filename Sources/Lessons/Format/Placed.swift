/// A place in a lesson's file.
public struct TextPlace: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// From 1.
    public var column: Int

    /// A place by its line and column.
    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    public static func < (a: TextPlace, b: TextPlace) -> Bool { (a.line, a.column) < (b.line, b.column) }

    /// `41:14`
    public var description: String { "\(line):\(column)" }
}

/// A text of a lesson's file that a program reads: an expression, keys, a name; with its place, for messages.
public struct Placed: Hashable, Sendable {
    /// As it is written.
    public var text: String
    /// Where it begins.
    public var place: TextPlace

    /// A text in its place.
    public init(_ text: String, at place: TextPlace) { (self.text, self.place) = (text, place) }
}

/// A fault of a lesson, and where it is.
public struct LessonFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it is.
    public var place: TextPlace
    /// The fault: what was expected, what was found.
    public var message: String

    /// A fault at a place.
    public init(_ message: String, at place: TextPlace) { (self.message, self.place) = (message, place) }

    /// `41:14: no quantity is called 'los'; did you mean loss?`
    public var description: String { "\(place): \(message)" }
}
