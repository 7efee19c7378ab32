import Inspection

/// Things that a lesson's player asks of the screen.
public enum LessonAction: Hashable, Sendable {
    /// A line, as if typed behind `:`.
    case line(String)
    /// Something of the run.
    case request(LessonRequest)
    /// Keys to be pressed; paced: at a speed that a person can follow.
    case play(String, isPaced: Bool)
    /// Leaves out the keys that are left.
    case stopPlaying
    /// Lets terms come in their order, or by what they carry.
    case termOrder(isInOrder: Bool)
    /// Keeps the view under a number, and comes back to it.
    case keepView(Int)
    case restoreView(Int)
    /// The lesson has been gone through.
    case finished
    /// To another lesson, or none.
    case leave
}

/// Keys of a lesson.
public enum LessonKey: String, Hashable, Sendable, CaseIterable {
    case goOn, goBack, hint, showWay, comeBack
    /// The step once more, from its own moment.
    case again
}

/// Input of an answer.
public enum AnswerKey: Hashable, Sendable {
    case character(Unicode.Scalar)
    case enter, erase, escape, up, down, left, right
}
