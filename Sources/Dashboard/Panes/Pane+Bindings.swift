import TerminalGraphics

extension KeyContext {
    /// While a pane is focused.
    public init(_ pane: PaneID) { self.init(pane.rawValue) }
}

extension Pane {
    /// A key that this pane takes while it is focused.
    func key(_ keys: [KeyPress], _ command: Command, _ help: String, display: String? = nil) -> KeyBinding<Command> {
        KeyBinding(
            keys, command, help: "in \(shortTitle): \(help)", section: Self.section, context: KeyContext(id), display: display)
    }

    /// Two keys that this pane takes while it is focused, and that do the same in two directions.
    func keys(
        _ first: [KeyPress], _ second: [KeyPress], _ commands: (Command, Command), _ help: String, display: String? = nil
    ) -> [KeyBinding<Command>] {
        .pair(
            first, second, commands, help: "in \(shortTitle): \(help)", section: Self.section, context: KeyContext(id),
            display: display)
    }

    /// The arrow keys, which this pane takes while it is focused; with Shift they go so many steps at once.
    func arrows(_ help: String, withShift stride: Int, _ command: (_ rows: Int, _ columns: Int) -> some PaneCommand)
        -> [KeyBinding<Command>]
    {
        let directions: [(KeyPress.Key, Int, Int)] = [(.up, -1, 0), (.down, 1, 0), (.left, 0, -1), (.right, 0, 1)]
        return directions.flatMap { direction, rows, columns in
            [([] as KeyPress.Modifiers, 1), (.shift, stride)].map { modifiers, steps in
                key([KeyPress(direction, modifiers)], .own(command(rows * steps, columns * steps)), help, display: "arrows")
            }
        }
    }

    /// The heading of keys that one pane takes.
    private static var section: String { "In a pane" }
}
