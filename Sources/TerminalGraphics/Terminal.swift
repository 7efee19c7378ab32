/// A screen with a person in front of it: shows frames and reports what is typed. Belongs to one thread.
public protocol Terminal: Screen {
    /// The number of its colors; below 8 it counts as having none.
    var colorCount: Int { get }
    /// False while output is still on its way: a frame presented now would be dropped.
    var isReadyForFrame: Bool { get }
    /// Makes the next frame be drawn whole.
    func invalidate()
    /// Waits until something happens or the time is over.
    /// - Parameters:
    ///   - timeout: how long to wait at most; nil for ever.
    ///   - wake: a descriptor that ends the wait when it can be read; it is drained.
    func wait(timeout: Duration?, wake: Int32?) -> [TerminalEvent]
    /// Gives the terminal back and stops the process, as Ctrl-Z does; returns when it is continued.
    func suspend()
    /// Gives the terminal back as it was.
    func close()
}
