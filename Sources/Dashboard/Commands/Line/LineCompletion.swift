/// What a part of a line can become.
public struct LineCompletion: Hashable, Sendable {
    /// Where the part begins that is replaced.
    public var start: Int
    /// What it can become, in the order in which Tab goes through it.
    public var candidates: [String]

    public init(start: Int, candidates: [String]) {
        self.start = start
        self.candidates = candidates
    }

    /// Nothing.
    public static let none = LineCompletion(start: 0, candidates: [])
}
