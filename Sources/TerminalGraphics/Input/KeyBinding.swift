/// Where a binding is valid: everywhere, or only while something is open or focused.
public struct KeyContext: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Its name, as help shows it.
    public let name: String

    /// A context by name.
    public init(_ name: String) { self.name = name }

    /// A context by name.
    public init(stringLiteral value: String) { name = value }

    /// Valid everywhere where nothing more special is.
    public static let everywhere = KeyContext("")

    public var description: String { name }
}

/// Keys, the command they give, and the words that explain it: one line of help, of the README's table, and of the program's
/// behavior.
public struct KeyBinding<Command: Sendable>: Sendable {
    /// The keys, any of which gives the command; the first is the one to teach.
    public var keys: [KeyPress]
    /// The argument to be typed after the key, as help shows it (`x` in `m x`); nil for a key that acts at once.
    public var argument: String?
    /// The command of the key.
    public var command: Command
    /// Its effect, in a few words.
    public var help: String
    /// The heading it stands under.
    public var section: String
    /// Where it is valid.
    public var context: KeyContext
    /// Bindings of a section with the same display share one help row: six bindings for `1–6`. nil shows the keys.
    public var display: String?

    /// A binding.
    public init(
        _ keys: [KeyPress], argument: String? = nil, _ command: Command, help: String, section: String,
        context: KeyContext = .everywhere, display: String? = nil
    ) {
        precondition(!keys.isEmpty, "KeyBinding: no key for '\(help)'")
        self.keys = keys
        self.argument = argument
        self.command = command
        self.help = help
        self.section = section
        self.context = context
        self.display = display
    }

    /// A binding with its keys as ``KeyNotation`` names, separated by blanks: `"s F11"`.
    /// - Throws: ``KeyNotationError`` for a name that is none.
    public init(
        _ names: String, argument: String? = nil, _ command: Command, help: String, section: String,
        context: KeyContext = .everywhere, display: String? = nil
    ) throws(KeyNotationError) {
        var keys: [KeyPress] = []
        for name in names.split(separator: " ") { keys.append(try KeyNotation.parse(String(name))) }
        guard !keys.isEmpty else { throw KeyNotationError(token: names, reason: .unknownKey(suggestion: nil)) }
        self.init(keys, argument: argument, command, help: help, section: section, context: context, display: display)
    }

    /// The keys as help shows them: `s, F11`; with an argument `m x`.
    public var keysText: String {
        if let display { return display }
        return keys.map { KeyNotation.string($0) + (argument.map { " " + $0 } ?? "") }.joined(separator: ", ")
    }
}
