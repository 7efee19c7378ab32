import Basics

/// The settings that a named layer, loss, optimizer and so on can be given: the one description that text, JSON, help and error
/// messages share.
public struct SpecSchema: Sendable {
    /// One attribute.
    public struct Attribute: Sendable {
        /// The values that the attribute takes.
        public enum Kind: Hashable, Sendable {
            /// A whole number not below `minimum`.
            case integer(minimum: Int)
            /// A finite number within the bounds; an open bound is not itself allowed.
            case number(Bounds)
            /// `true` or `false`.
            case flag
            /// One of the words.
            case word([String])
            /// `rank` whole numbers not below `minimum`; one number stands for all of them. Any rank where nil.
            case sizes(rank: Int?, minimum: Int)
            /// Any number of finite numbers within the bounds.
            case numbers(Bounds)
            /// A list of layers; `identity` (JSON null) where it may be absent.
            case layers(optional: Bool)
        }

        /// The attribute's name, in text and JSON alike.
        public let name: String
        /// The values that it takes.
        public let kind: Kind
        /// Taken where the attribute is not given; nil: it must be given.
        public let fallback: SpecValue?
        /// Another attribute of the same schema whose value is taken where this one is not given: a pool's stride is its kernel.
        public let follows: String?
        /// Another attribute, of sizes, to which the word `same` fits this one: the padding that keeps a picture as large as it is.
        public let same: String?

        /// An attribute that must be given unless it has a default or follows another.
        public init(
            _ name: String, _ kind: Kind, default fallback: SpecValue? = nil, follows: String? = nil, same: String? = nil
        ) {
            (self.name, self.kind, self.fallback, self.follows, self.same) = (name, kind, fallback, follows, same)
        }
    }

    /// An interval for numbers.
    public struct Bounds: Hashable, Sendable, CustomStringConvertible {
        /// The lower end.
        public let low: Double
        /// Whether the lower end is itself excluded.
        public let lowIsOpen: Bool
        /// The upper end.
        public let high: Double
        /// Whether the upper end is itself excluded.
        public let highIsOpen: Bool

        /// Any finite number.
        public static let any = Bounds(low: -.infinity, lowIsOpen: true, high: .infinity, highIsOpen: true)
        /// 0 or more.
        public static let notNegative = Bounds(low: 0, lowIsOpen: false, high: .infinity, highIsOpen: true)
        /// More than 0.
        public static let positive = Bounds(low: 0, lowIsOpen: true, high: .infinity, highIsOpen: true)
        /// 0 or more, less than 1: probabilities of dropping, decay rates.
        public static let fraction = Bounds(low: 0, lowIsOpen: false, high: 1, highIsOpen: true)
        /// From 0 to 1, both included.
        public static let unit = Bounds(low: 0, lowIsOpen: false, high: 1, highIsOpen: false)

        func contains(_ value: Double) -> Bool {
            value.isFinite && (lowIsOpen ? value > low : value >= low) && (highIsOpen ? value < high : value <= high)
        }

        public var description: String {
            switch (low == -.infinity, high == .infinity) {
            case (true, true): "a finite number"
            case (false, true): "a finite number \(lowIsOpen ? "above" : "not below") \(low.shortestText)"
            case (true, false): "a finite number \(highIsOpen ? "below" : "not above") \(high.shortestText)"
            case (false, false):
                "a number in \(lowIsOpen ? "(" : "[")\(low.shortestText), \(high.shortestText)\(highIsOpen ? ")" : "]")"
            }
        }
    }

    /// The name in the field's terms, as files and PyTorch users know it: `conv2d`.
    public let name: String
    /// Other names that are understood: `conv`.
    public let aliases: [String]
    /// Names that stand for this one with some attributes set: `amsgrad` for `adam(amsgrad:true)`.
    public let presets: [String: [String: SpecValue]]
    /// In the order in which they are written.
    public let attributes: [Attribute]
    /// The attributes that `name:5x3` sets, in order; the last takes all remaining parts if it holds sizes.
    public let positional: [String]
    /// Numbers of which each has to be above the one before: the ends of an interval.
    public let ascending: [String]
    /// One line for help and lists: what it computes.
    public let summary: String

    /// A schema; `summary` is one line for help.
    public init(
        _ name: String, aliases: [String] = [], presets: [String: [String: SpecValue]] = [:], positional: [String] = [],
        ascending: [String] = [], summary: String,
        _ attributes: [Attribute] = []
    ) {
        (self.name, self.aliases, self.presets) = (name, aliases, presets)
        (self.positional, self.ascending, self.summary, self.attributes) = (positional, ascending, summary, attributes)
    }

    /// Whether the schema answers to a name; case does not count.
    func answers(to lowered: String) -> Bool { allNames.contains { $0.lowercased() == lowered } }

    /// The name, its aliases and its presets.
    var allNames: [String] { [name] + aliases + presets.keys.sorted() }

    /// Attributes that a name sets besides choosing the schema.
    func preset(_ name: String) -> [String: SpecValue] {
        presets.first { $0.key.lowercased() == name.lowercased() }?.value ?? [:]
    }

    func attribute(named name: String) -> Attribute? {
        attributes.first { $0.name == name } ?? attributes.first { $0.name.lowercased() == name.lowercased() }
    }
}
