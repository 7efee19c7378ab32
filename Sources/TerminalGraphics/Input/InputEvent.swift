/// What a terminal tells a program.
public enum InputEvent: Hashable, Sendable {
    case key(KeyPress)
    case mouse(MouseEvent)
    /// Pasted text: never run as keys.
    case paste(String)
    case resize(Size)
    case focus(Bool)
}

/// A mouse button, wheel step or drag at a cell.
public struct MouseEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case press, release, drag
        case scrollUp, scrollDown
    }

    public enum Button: Hashable, Sendable { case left, middle, right, none }

    public var kind: Kind
    public var button: Button
    public var position: Point

    public init(_ kind: Kind, _ button: Button = .left, at position: Point) {
        self.kind = kind
        self.button = button
        self.position = position
    }
}
