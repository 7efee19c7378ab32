/// Events that a terminal tells a program of.
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
    /// Deeds of a mouse that a program is told of.
    public enum Kind: Hashable, Sendable {
        case press, release, drag
        case scrollUp, scrollDown
    }

    /// The button that is held; `none` of a wheel, and of a release by terminals that do not say which.
    public enum Button: Hashable, Sendable { case left, middle, right, none }

    /// The thing that the mouse has done.
    public var kind: Kind
    /// The button that it was done with.
    public var button: Button
    /// The cell that the pointer is on.
    public var position: Point

    /// A thing that the mouse has done at a cell.
    public init(_ kind: Kind, _ button: Button = .left, at position: Point) {
        self.kind = kind
        self.button = button
        self.position = position
    }
}
