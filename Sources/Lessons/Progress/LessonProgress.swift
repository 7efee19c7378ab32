import Basics
import Yams

/// Lessons that somebody has gone through, and when their questions come again. It stays on the machine.
public struct LessonProgress: Hashable, Sendable {
    /// A lesson that has been begun.
    public struct Entry: Hashable, Sendable {
        /// The farthest step reached, from 1.
        public var step: Int
        /// Steps that there are.
        public var steps: Int
        /// The step at which it was left, from 1; nil: at its end.
        public var leftAt: Int?
        /// Times that it has been gone through to its end.
        public var plays = 0
        /// Questions answered right at once.
        public var right = 0
        /// Questions that were asked.
        public var questions = 0
        /// The day on which it was gone through to its end; nil: not yet.
        public var done: Day?
        /// Whether its last question was answered right before it was begun.
        public var isKnown = false
        /// Times that its questions for later days have been answered right in a row.
        public var reviews = 0
        /// The day on which they come next.
        public var due: Day?

        /// A lesson that has been gone through to a step.
        public init(step: Int, steps: Int) { (self.step, self.steps) = (step, steps) }
    }

    /// By the lessons' names.
    public var lessons: [String: Entry] = [:]
    /// Ideas that somebody was wrong about and sure of, by their names: how often.
    public var sureAndWrong: [String: Int] = [:]

    /// The day on which it was last said that questions are due.
    public var told: Day?

    /// Nothing has been begun.
    public init() {}

    /// Days after which questions come again; longer after each time that they were answered right.
    public static let intervals = [1, 3, 7, 21]

    /// A lesson has come to a step, or to its end.
    public mutating func note(_ player: LessonPlayer, today: Day?) {
        var entry = lessons[player.lesson.id] ?? Entry(step: 1, steps: player.stepCount)
        entry.step = max(entry.step, player.stepNumber)
        entry.steps = player.stepCount
        entry.leftAt = player.isFinished ? nil : player.stepNumber
        if player.isFinished {
            entry.plays += 1
            let questions = player.outcomes.filter { player.lesson.steps[$0.step].question != nil }
            (entry.questions, entry.right) = (questions.count, questions.count { $0.isRight })
            for case let idea? in questions.map({ !$0.isRight && $0.confidence == .sure ? $0.idea : nil }) {
                sureAndWrong[idea, default: 0] += 1
            }
            if let today {
                entry.done = today
                (entry.reviews, entry.due) = (0, today + Self.intervals[0])
            }
        }
        lessons[player.lesson.id] = entry
    }

    /// The step at which a lesson was left, from 1; nil where it was not, or has other steps now.
    public func stepLeft(of lesson: Lesson) -> Int? {
        let steps = next(lesson).steps
        guard let entry = lessons[lesson.id], entry.steps == steps.count(where: { $0.question?.purpose != .recall }) else {
            return nil
        }
        return entry.leftAt
    }

    /// A lesson as it is played next: its variants take turns.
    public func next(_ lesson: Lesson) -> Lesson { lesson.variant(lessons[lesson.id]?.plays ?? 0) }

    /// Questions for later days of a lesson have been answered.
    public mutating func review(_ id: String, isRight: Bool, today: Day) {
        guard var entry = lessons[id] else { return }
        entry.reviews = isRight ? min(entry.reviews + 1, Self.intervals.count - 1) : 0
        entry.due = today + Self.intervals[entry.reviews]
        lessons[id] = entry
    }

    /// Whether a lesson has neither been gone through nor is known.
    public func isOpen(_ id: String) -> Bool { lessons[id].map { $0.done == nil && !$0.isKnown } ?? true }

    /// The last question of a lesson has been answered right before the lesson was begun.
    public mutating func noteKnown(_ id: String) {
        var entry = lessons[id] ?? Entry(step: 0, steps: 0)
        entry.isKnown = true
        lessons[id] = entry
    }

    /// Lessons whose questions come again, the longest due first.
    public func due(on today: Day) -> [String] {
        lessons.filter { $0.value.due.map { $0 <= today } ?? false }
            .sorted { ($0.value.due ?? today, $0.key) < ($1.value.due ?? today, $1.key) }.map(\.key)
    }
}

extension LessonProgress {
    /// The version of the file.
    private static let version = 1

    /// As a file has it.
    public var yaml: String {
        var text = "# Lessons of backstep gone through.\nversion: \(Self.version)\n"
        if let told { text += "told: \(told)\n" }
        text += "lessons:\n"
        for (id, entry) in lessons.sorted(by: { $0.key < $1.key }) {
            var fields = [
                "step: \(entry.step)", "steps: \(entry.steps)", "right: \(entry.right)", "questions: \(entry.questions)",
            ]
            if let step = entry.leftAt { fields.append("leftAt: \(step)") }
            if entry.plays > 0 { fields.append("plays: \(entry.plays)") }
            if entry.isKnown { fields.append("known: true") }
            if let done = entry.done { fields.append("done: \(done)") }
            fields.append("reviews: \(entry.reviews)")
            if let due = entry.due { fields.append("due: \(due)") }
            text += "  \(id): {\(fields.joined(separator: ", "))}\n"
        }
        if !sureAndWrong.isEmpty {
            text += "sureAndWrong: {"
            text += sureAndWrong.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}\n"
        }
        return text
    }

    /// Reads such a file.
    /// - Throws: an `InputError` for one that is none; of a lesson that does not read well nothing is known.
    public init(yaml: String, source: String) throws(InputError) {
        self.init()
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            throw InputError(.malformed, source, expected: "YAML", found: "something else")
        }
        guard root?.mapping?["version"]?.int == Self.version else {
            throw InputError(.malformed, source, expected: "version \(Self.version)", found: "another one, or none")
        }
        told = root?.mapping?["told"]?.scalar.flatMap { Day($0.string) }
        for (key, value) in root?.mapping?["lessons"]?.mapping ?? [:] {
            guard let id = key.string, let fields = value.mapping, let step = fields["step"]?.int,
                let steps = fields["steps"]?.int
            else { continue }
            var entry = Entry(step: step, steps: steps)
            entry.leftAt = fields["leftAt"]?.int
            entry.plays = max(0, fields["plays"]?.int ?? 0)
            entry.right = fields["right"]?.int ?? 0
            entry.questions = fields["questions"]?.int ?? 0
            entry.reviews = min(max(0, fields["reviews"]?.int ?? 0), Self.intervals.count - 1)
            entry.isKnown = fields["known"]?.bool ?? false
            entry.done = fields["done"]?.scalar.flatMap { Day($0.string) }
            entry.due = fields["due"]?.scalar.flatMap { Day($0.string) }
            lessons[id] = entry
        }
        for (key, value) in root?.mapping?["sureAndWrong"]?.mapping ?? [:] {
            if let idea = key.string, let count = value.int { sureAndWrong[idea] = count }
        }
    }
}
