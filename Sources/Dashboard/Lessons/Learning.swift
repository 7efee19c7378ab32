import Lessons

/// Lessons of a run on the screen: which there are, what has been gone through, and what is opened at the beginning.
public struct Learning {
    /// Thing that is opened at the beginning.
    public enum Opening: Sendable {
        case nothing, list, review
        /// A lesson, whose run has begun.
        case lesson(Lesson)
    }

    /// Lessons that can be opened, in the order in which they are learned.
    public var lessons: [Lesson]
    /// Lessons gone through in earlier runs.
    public var progress: LessonProgress
    /// The day; nil where nobody knows it.
    public var today: Day?
    /// Thing that is opened at the beginning.
    public var opening: Opening
    /// Whether lessons are played before a class.
    public var isClass: Bool
    /// Called when a lesson has been gone through farther.
    let remember: (LessonProgress) -> Void
    /// Called with words for whoever teaches.
    let showNotes: (String) -> Void

    /// Lessons of a run; none where nothing is given.
    public init(
        lessons: [Lesson] = [], progress: LessonProgress = LessonProgress(), today: Day? = nil, opening: Opening = .nothing,
        isClass: Bool = false, remember: @escaping (LessonProgress) -> Void = { _ in },
        showNotes: @escaping (String) -> Void = { _ in }
    ) {
        (self.lessons, self.progress, self.today, self.opening, self.isClass) = (lessons, progress, today, opening, isClass)
        (self.remember, self.showNotes) = (remember, showNotes)
    }

    /// Puts all that into a dashboard, and opens what is to be opened.
    func begin(in dashboard: inout Dashboard) {
        (dashboard.lessons, dashboard.progress, dashboard.today, dashboard.isClass) = (lessons, progress, today, isClass)
        switch opening {
        case .nothing: break
        case .list: dashboard.showLessons()
        case .review: _ = dashboard.ask(.review)
        case .lesson(let lesson): dashboard.open(lesson)
        }
    }
}
