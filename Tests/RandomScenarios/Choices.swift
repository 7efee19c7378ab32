import Basics

/// Decisions by which something is made up: by chance from a seed, or by the bytes that a fuzzer varies.
public protocol Choices {
    /// A number from 0 to one below `bound`.
    mutating func below(_ bound: Int) -> Int
}

extension Choices {
    /// True in so many of a hundred cases.
    public mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    /// One of some.
    public mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// Decisions by chance. The same seed gives the same ones.
public struct RandomChoices: Choices {
    private var source: RandomSource

    /// Those of a seed.
    public init(seed: UInt64) { source = RandomSource(seed: seed, 4711) }

    public mutating func below(_ bound: Int) -> Int { source.integer(below: bound) }
}

/// Decisions that bytes spell out; once they are used up, always the first.
public struct SpelledChoices: Choices {
    private var rest: ArraySlice<UInt8>

    /// Those of bytes.
    public init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    public mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let first = Int(rest.popFirst() ?? 0)
        return (bound > 256 ? first << 8 | Int(rest.popFirst() ?? 0) : first) % bound
    }
}
