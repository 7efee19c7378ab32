import Dashboard
import TerminalGraphics

extension ScriptedDashboard {
    /// The screen as text.
    var text: String { frame.plainText() }

    /// Presses keys, written as scripts write them.
    mutating func press(_ keys: String) throws { for key in try KeySequence.parse(keys) { try press(key) } }
}
