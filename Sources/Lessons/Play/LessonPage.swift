/// The strip of a lesson as words, without a look.
public struct LessonPage: Hashable, Sendable {
    /// A row, or as many as its text takes.
    public enum Line: Hashable, Sendable {
        case text(String)
        /// The prompt of a number, what has been typed, and what may be.
        case entry(label: String, typed: String, hint: String)
        /// Texts to choose from.
        case options([Option])
        /// The answer and the right one.
        case verdict(Verdict)
        /// The right answer alone.
        case right(String)
        /// A hint.
        case hint(String)
    }

    /// One of the texts to choose from.
    public struct Option: Hashable, Sendable {
        /// The key that chooses it.
        public var key: String
        /// Text to choose.
        public var text: String
        /// Whether it is chosen.
        public var isChosen: Bool
        /// Certainty with which it is chosen.
        public var confidence: Confidence?
        /// Hands that a class has raised for it, in a first and a second round.
        public var votes: [Int] = []
        /// Whether it is shown to be right.
        public var isRight = false
    }

    /// A key that does something for the step.
    public struct Key: Hashable, Sendable {
        /// The keys, as the reader presses them.
        public var keys: String
        /// Their effect, in a word or two.
        public var what: String
    }

    /// Name of the lesson.
    public var id: String
    /// Title of the lesson.
    public var title: String
    /// `5 of 14`
    public var progress: String
    /// The kind of step: `predict`, `seen`.
    public var kind: String
    /// Text between the title and the keys.
    public var lines: [Line]
    /// Keys that do something for the step.
    public var keys: [Key]

    /// A strip of these words.
    public init(id: String, title: String, progress: String, kind: String, lines: [Line], keys: [Key]) {
        (self.id, self.title, self.progress, self.kind, self.lines, self.keys) = (id, title, progress, kind, lines, keys)
    }
}
