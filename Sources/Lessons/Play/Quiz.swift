/// Questions of several lessons in a row, with other numbers than the lessons had: days later, to keep what has been learned, or before
/// any lesson, to find out what is known.
public struct Quiz: Hashable, Sendable {
    /// The reason why the questions are asked.
    public enum Purpose: Hashable, Sendable {
        case review, placement
    }

    /// The reason why the questions are asked.
    public var purpose: Purpose
    /// The questions, as a lesson that needs no run of its own.
    public var lesson: Lesson
    /// The lesson that each of them is of.
    public var sources: [String]

    /// Questions of some lessons; nil where none of them has any.
    /// - Parameters:
    ///   - lessons: in the order in which they are asked.
    ///   - count: questions at most.
    ///   - seed: determines the numbers.
    public init?(_ purpose: Purpose, _ lessons: [Lesson], count: Int, seed: UInt64) {
        var steps: [LessonStep] = []
        sources = []
        for lesson in lessons {
            guard steps.count < count else { break }
            guard var step = lesson.steps.last(where: { $0.question?.purpose == .recall }), var question = step.question else {
                continue
            }
            // Asked as it stands: nothing is hidden, nothing pointed at.
            question.purpose = .observe
            step.kind = .ask(question)
            (step.keys, step.at, step.select) = (nil, nil, nil)
            (step.light, step.hide, step.panes) = ([], [], [])
            steps.append(step)
            sources.append(lesson.id)
        }
        guard let first = lessons.first, !steps.isEmpty else { return nil }
        self.purpose = purpose
        lesson = first
        lesson.id = purpose == .review ? "review" : "placement"
        lesson.title = purpose == .review ? "Review: what has stayed?" : "Placement: what is known already?"
        (lesson.screen, lesson.start, lesson.seed, lesson.steps) = (LessonScreen(), nil, seed, steps)
    }

    /// Writes down what has been answered.
    public func note(_ player: LessonPlayer, in progress: inout LessonProgress, today: Day) {
        for outcome in player.outcomes where sources.indices.contains(outcome.step) {
            let id = sources[outcome.step]
            switch purpose {
            case .review: progress.review(id, isRight: outcome.isRight, today: today)
            case .placement: if outcome.isRight { progress.noteKnown(id) }
            }
        }
    }
}
