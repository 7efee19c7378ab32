/// A lesson: a run, and steps that are asked, shown and done in it. One YAML file; the format is described in Lessons.md.
public struct Lesson: Hashable, Sendable {
    /// The name that `backstep learn NAME` uses.
    public var id: String
    /// Its subject, in a few words.
    public var title: String
    /// The time that it takes.
    public var minutes: Int
    /// Ideas that it settles, by their names in the list of misconceptions.
    public var settles: [Placed]
    /// Lessons that come before it.
    public var after: [Placed]
    /// Courses that it is part of, by name.
    public var courses: [String]
    /// Determines the order of options.
    public var seed: UInt64
    /// The run, as the lines of a scenario file; where these begin.
    public var scenario: Placed
    /// The screen that it opens on.
    public var screen: LessonScreen
    /// The moment at which it begins, as `:goto` takes it; nil: the beginning of the run.
    public var start: Placed?
    /// Names of ways through the lesson that take turns from play to play; empty: there is one.
    public var variants: [Placed] = []
    /// Steps in their order, those of all variants among them.
    public var steps: [LessonStep]
    /// The file that it was read from, for messages.
    public var source: String
}

/// The screen that a lesson opens on.
public struct LessonScreen: Hashable, Sendable {
    /// The length of a step, as `:grain` takes it.
    public var grain: Placed?
    /// Whether terms of a sum come in their order, and not by what they carry.
    public var isInOrder = true
    /// Panes by name; empty: those that suit the run.
    public var panes: [Placed] = []
    /// The thing selected, as `:select` takes it.
    public var select: Placed?
    /// Expressions to watch.
    public var watch: [Placed] = []
}

extension Lesson {
    /// The lesson as it is played for the nth time: with the steps of one variant, and those that all have.
    /// - Parameter number: from 0.
    public func variant(_ number: Int) -> Lesson {
        guard !variants.isEmpty else { return self }
        let name = variants[number % variants.count].text
        var lesson = self
        lesson.variants = []
        lesson.steps.removeAll { $0.variant.map { $0.text != name } ?? false }
        return lesson
    }

    /// Begins the name under which a run is asked for with a lesson's scenario: `lesson:chain`.
    public static let scenarioPrefix = "lesson:"
}
