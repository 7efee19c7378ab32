import Inspection
import TerminalGraphics

extension Dashboard {
    /// Opens the `:` line.
    /// - Parameters:
    ///   - text: what stands in it already.
    ///   - selected: stands behind that, and gives way to what is typed.
    mutating func openLine(_ text: String = "", selected: String = "") {
        view.line = LineEditor(text, selected: selected)
    }

    /// Takes a key while the line is open.
    mutating func typeLine(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        guard var line = view.line else { return [] }
        switch (key.key, key.modifiers) {
        case (.escape, _), (.character("c"), .control), (.character("g"), .control):
            view.line = nil
            return []
        case (.enter, _): return enter(line, snapshot)
        case (.backspace, _) where line.scalars.isEmpty:
            view.line = nil
            return []
        case (.backspace, _), (.character("h"), .control): line.backspace()
        case (.delete, _), (.character("d"), .control): line.deleteForward()
        case (.character("u"), .control): line.deleteToStart()
        case (.character("k"), .control): line.deleteToEnd()
        case (.character("w"), .control): line.deleteWord()
        case (.left, _), (.character("b"), .control): line.move(to: line.cursor - 1)
        case (.right, _), (.character("f"), .control): line.move(to: line.cursor + 1)
        case (.home, _), (.character("a"), .control): line.move(to: 0)
        case (.end, _), (.character("e"), .control): line.move(to: line.scalars.count)
        case (.up, _), (.character("p"), .control): line.recall(older: true, from: lineHistory)
        case (.down, _), (.character("n"), .control): line.recall(older: false, from: lineHistory)
        case (.tab, let modifiers):
            let before = line.beforeCursor
            line.complete(forward: !modifiers.contains(.shift)) { LineCatalog.completion(of: LineInput(before, snapshot)) }
        case (.character(let scalar), let modifiers) where modifiers.isEmpty: line.insert(String(scalar))
        default: break
        }
        view.line = line
        return []
    }

    /// Takes pasted text into the line; it is never run.
    mutating func pasteIntoLine(_ text: String) {
        view.line?.insert(String(text.prefix(LineEditor.limit)))
    }

    private mutating func enter(_ line: LineEditor, _ snapshot: Snapshot?) -> [Effect] {
        var input = LineInput(line.scalars, snapshot)
        input.isEnteredAgain = line.error != nil
        guard !input.name.text.isEmpty else {
            view.line = nil
            return []
        }
        do {
            let (command, found) = try LineCatalog.command(of: input)
            view.line = nil
            let actions = try command.run(found, &view)
            lineHistory.add(line.text)
            return carryOut(actions, snapshot) + [.lineEntered(line.text)]
        } catch {
            var line = line
            line.move(to: error.position)
            line.error = error
            view.line = line
            return []
        }
    }
}
