/// The completions of a part of a line.
public struct LineCompletion: Hashable, Sendable {
    /// Where the part begins that is replaced.
    public var start: Int
    /// Texts that can take its place, in the order in which Tab goes through them.
    public var candidates: [String]

    /// Candidates for the part of a line that begins at `start`, counted in characters.
    public init(start: Int, candidates: [String]) {
        self.start = start
        self.candidates = candidates
    }

    /// No candidates: Tab does nothing.
    public static let none = LineCompletion(start: 0, candidates: [])
}
