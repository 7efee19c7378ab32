import TerminalGraphics

extension [KeyBinding<Command>] {
    /// Two keys that do the same in two directions, under one line of help.
    /// - Parameter display: the keys as help shows them; nil: the first of each.
    static func pair(
        _ first: [KeyPress], _ second: [KeyPress], _ commands: (Command, Command), help: String, section: String,
        context: KeyContext = .everywhere, display: String? = nil
    ) -> [KeyBinding<Command>] {
        let display = display ?? [first, second].compactMap { $0.first.map(KeyNotation.string) }.joined(separator: ", ")
        return [(first, commands.0), (second, commands.1)].map { keys, command in
            KeyBinding(keys, command, help: help, section: section, context: context, display: display)
        }
    }
}
