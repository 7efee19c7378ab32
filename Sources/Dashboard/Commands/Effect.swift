import Inspection
import Lessons

/// Things that an event asks of those outside the screen.
public enum Effect: Hashable, Sendable {
    case request(Request)
    case quit
    case suspend
    /// Draw every cell anew, whatever the terminal is thought to show.
    case redraw
    /// A line has been entered and carried out: to be remembered for later runs.
    case lineEntered(String)
    /// A picture of the screen into a file.
    case shot(String)
    /// Lessons have been gone through farther: to be remembered for later runs.
    case lessonProgress(LessonProgress)
    /// Words for whoever teaches, to be shown elsewhere.
    case lessonNotes(String)
}
