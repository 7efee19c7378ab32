/// Reports of ``Terminal/wait(timeout:wake:)``.
public enum TerminalEvent: Hashable, Sendable {
    /// A key, the mouse, a paste, a new size, the focus.
    case input(InputEvent)
    /// Somebody wrote to the wake pipe.
    case wake
    /// The terminal was given back to us and is blank: present a frame.
    case redraw
    /// Output that was pending has been taken: a frame that was dropped can be presented now.
    case writable
    /// A signal asks the program to end: save, close, and end by it.
    case terminate(signal: Int32)
    /// The terminal is gone. Every later wait says so again at once.
    case hangup
}
