import Basics
import Inspection
import TerminalGraphics

/// Choices of a person that are found again the next time. Nil: nothing chosen.
public struct Settings: Hashable, Sendable {
    /// The theme by name.
    public var theme: String?
    /// The characters to draw with, where the terminal's own guess is not to hold.
    public var glyphs: GlyphTier?
    /// The speed at which a run begins.
    public var speed: RunSpeed?
    /// The length of a step at the beginning.
    public var grain: Grain?

    /// Settings as given; nothing chosen where nothing is said.
    public init(theme: String? = nil, glyphs: GlyphTier? = nil, speed: RunSpeed? = nil, grain: Grain? = nil) {
        self.theme = theme
        self.glyphs = glyphs
        self.speed = speed
        self.grain = grain
    }

    /// The keys that a settings file may have, each with the values that it takes.
    public static let keys: [(name: String, expected: String)] = [
        ("theme", Theme.names.joined(separator: ", ")), ("glyphs", GlyphTier.allCases.map(\.rawValue).joined(separator: ", ")),
        ("speed", "iterations a second such as 100, '4 steps', or full"),
        ("grain", Grain.allCases.map(\.rawValue).joined(separator: ", ")),
    ]

    /// Reads lines such as `theme: light` (YAML; blank lines and `#` are let be).
    /// - Throws: an `InputError` for the first line that is none of them.
    public init(yaml: String) throws(InputError) {
        self.init()
        for (index, line) in yaml.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1).map {
                $0.split(separator: " ").joined(separator: " ")
            }
            guard let key = words.first, !key.isEmpty else { continue }
            let value = words.count > 1 ? words[1] : ""
            guard let known = Self.keys.first(where: { $0.name == key }) else {
                throw InputError(
                    .malformed, "line \(index + 1)", expected: "one of \(Self.keys.map(\.name).joined(separator: ", "))",
                    found: InputError.quoted(key))
            }
            guard set(key, value) else {
                throw InputError(
                    .malformed, "line \(index + 1)", expected: "\(key): \(known.expected)", found: InputError.quoted(value))
            }
        }
    }

    private mutating func set(_ key: String, _ value: String) -> Bool {
        switch key {
        case "theme":
            theme = Theme.named(value)?.name
            return theme != nil
        case "glyphs":
            glyphs = GlyphTier(rawValue: value)
            return glyphs != nil
        case "speed":
            speed = RunSpeed(parsing: value)
            return speed != nil
        default:
            grain = Grain(rawValue: value)
            return grain != nil
        }
    }

    /// As ``init(yaml:)`` reads it.
    public var yaml: String {
        [
            theme.map { "theme: \($0)" }, glyphs.map { "glyphs: \($0.rawValue)" }, speed.map { "speed: \($0.notation)" },
            grain.map { "grain: \($0.rawValue)" },
        ].compactMap { $0.map { $0 + "\n" } }.joined()
    }
}
