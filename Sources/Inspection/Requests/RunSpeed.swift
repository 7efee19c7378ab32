/// The speed of a run.
public enum RunSpeed: Hashable, Sendable {
    /// So many steps of the present grain a second.
    case steps(Int)
    /// So many iterations a second.
    case iterations(Int)
    /// As fast as it trains.
    case full

    /// The speeds that keys go through, slowest first.
    public static let ladder: [RunSpeed] =
        [1, 2, 4, 8, 15].map { .steps($0) } + [30, 100, 300, 1000].map { .iterations($0) } + [.full]

    /// A speed at which a person can follow a small network learning.
    public static let usual = RunSpeed.iterations(100)

    /// The next one up or down the ladder.
    public func faster(_ isFaster: Bool) -> RunSpeed {
        let index = Self.ladder.firstIndex(of: self) ?? Self.ladder.count - 1
        return Self.ladder[min(Self.ladder.count - 1, max(0, index + (isFaster ? 1 : -1)))]
    }

    /// - Parameter grain: what a step is.
    public func text(_ grain: Grain) -> String {
        switch self {
        case .steps(let count): "\(count) \(grain.rawValue)\(count == 1 ? "" : grain == .pass ? "es" : "s") a second"
        case .iterations(let count): "\(count) iterations a second"
        case .full: "full speed"
        }
    }
}

extension RunSpeed {
    /// Reads `full`, `100` (iterations a second) or `4 steps`; nil where it is something else.
    public init?(parsing text: String) {
        let words = text.split(separator: " ")
        if text == "full" {
            self = .full
        } else if let first = words.first, let count = Int(first), (1...1_000_000).contains(count), words.count <= 2 {
            if words.count == 1 {
                self = .iterations(count)
            } else if words[1] == "steps" || words[1] == "step" {
                self = .steps(min(count, 1000))
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    /// As ``init(parsing:)`` reads it.
    public var notation: String {
        switch self {
        case .full: "full"
        case .iterations(let count): "\(count)"
        case .steps(let count): "\(count) steps"
        }
    }
}
