import Inspection

/// A command for the `:` line: how it is called, what it takes, and what it does. One line in ``LineCatalog``; help and
/// completion follow.
public struct LineCommand: Sendable {
    /// Its name: one word.
    public let name: String
    /// Other names for it, short ones mostly.
    public let aliases: [String]
    /// Its arguments, as help writes them: `ITERATION`, `[TOPIC]`; empty where nothing does.
    public let arguments: String
    /// Its effect, in a few words.
    public let help: String
    /// The words that the one before the cursor can become.
    let complete: @Sendable (LineInput) -> LineCompletion
    /// Carries it out on the view, and says what else is to be done; or what is wrong where.
    let run: @Sendable (LineInput, inout ViewState) throws(LineError) -> [Action]

    /// A command.
    /// - Parameters:
    ///   - complete: gets the line up to the cursor.
    ///   - run: gets the whole line; what it throws leaves the line open, with a caret under the place.
    init(
        _ name: String, aliases: [String] = [], arguments: String = "", help: String,
        complete: @escaping @Sendable (LineInput) -> LineCompletion = { _ in .none },
        run: @escaping @Sendable (LineInput, inout ViewState) throws(LineError) -> [Action]
    ) {
        self.name = name
        self.aliases = aliases
        self.arguments = arguments
        self.help = help
        self.complete = complete
        self.run = run
    }

    /// `:goto ITERATION`
    public var usage: String { ":" + name + (arguments.isEmpty ? "" : " " + arguments) }

    /// The usage, and how else it can be called: `:goto ITERATION, :g`.
    public var names: String { ([usage] + aliases.map { ":" + $0 }).joined(separator: ", ") }
}
