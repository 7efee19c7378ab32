import Inspection

/// Digits typed before a step. One digit alone from 1 to 6 chooses a grain. More digits, one right after the other, are a count
/// and leave the grain as it was: `10s`, `50n`; so is 7, 8 or 9 alone, and with a nought before it any number: `05n`. A pause
/// between digits, or any other key, makes a grain that was chosen final: `1`, and a moment later `20s`, are twenty terms.
public struct PendingCount: Hashable, Sendable {
    /// The digits as typed, which the key hints repeat.
    public private(set) var digits = ""
    /// The grain before the first digit chose one.
    private var former: Grain?

    public init() {}

    /// The count typed, if it is one.
    public var value: Int? {
        guard digits.count >= 2 || digits.first.map({ "789".contains($0) }) == true else { return nil }
        return min(Int(digits) ?? .max, 1_000_000_000)
    }

    /// True while a grain has been chosen by a digit with which a count may begin.
    public var mayBecomeCount: Bool { former != nil && digits.count == 1 }

    /// Takes a digit.
    /// - Returns: the grain that is in force with it.
    mutating func append(_ digit: Int, grain: Grain) -> Grain {
        if digits.isEmpty, let chosen = Self.grains[digit] {
            (digits, former) = (String(digit), grain)
            return chosen
        }
        if digits.count < 10 { digits.append(String(digit)) }
        return former ?? grain
    }

    mutating func clear() { self = PendingCount() }

    /// The grain each digit stands for.
    public static let grains: [Int: Grain] = [1: .term, 2: .neuron, 3: .layer, 4: .pass, 5: .iteration, 6: .epoch]
}
