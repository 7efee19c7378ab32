/// One step of a lesson.
public struct LessonStep: Hashable, Sendable {
    /// Part of the person in it.
    public enum Kind: Hashable, Sendable {
        /// Reads, and presses the step's keys.
        case say
        /// Answers a question.
        case ask(LessonQuestion)
        /// Reaches a goal in any way.
        case task(Task)
    }

    /// A setting of the run, by its name in a scenario file.
    public struct Setting: Hashable, Sendable {
        /// Its name.
        public var name: Placed
        /// Its value, as a scenario file has it.
        public var value: Placed
    }

    /// Where it stands in its file.
    public var place: TextPlace
    /// Part of the person in it.
    public var kind: Kind
    /// At most three lines.
    public var text: LessonText
    /// The moment that the player goes to first, from the lesson's own beginning, as `:goto` takes it; nil: where the step before
    /// has ended.
    public var at: Placed?
    /// Settings that the run begins anew with, before its keys: what came before is of another run, and is come back to.
    public var settings: [Setting] = []
    /// Keys that belong to it: pressed by the person in what is read, by the player before what is asked.
    public var keys: Placed?
    /// Keys that are pressed once an answer has been given: they show what has been asked for.
    public var then: Placed?
    /// Things to point at.
    public var light: [Placed] = []
    /// Numbers that are not to be seen before an answer.
    public var hide: [Placed] = []
    /// Those of them that are asked for next, of the same moment: an answer before is no reason to show them.
    public var hideLonger: [Placed] = []
    /// Panes by name, in place of the lesson's.
    public var panes: [Placed] = []
    /// The thing selected, as `:select` takes it.
    public var select: Placed?
    /// The variant of the lesson that it is part of; nil: of all.
    public var variant: Placed?
    /// A note for whoever teaches with it.
    public var note: String?
    /// Whether numbers may be typed into its texts.
    public var isLiteral = false
}

/// A question of a lesson.
public struct LessonQuestion: Hashable, Sendable {
    /// The place that a question has in a lesson.
    public enum Purpose: String, Hashable, Sendable {
        /// Before something is seen.
        case predict
        /// Of what has been seen.
        case observe
        /// For the principle behind it.
        case because
        /// For a number that is left out of an explanation.
        case fill
        /// Days later, with other numbers.
        case recall
    }

    /// Place of the question in the lesson.
    public var purpose: Purpose
    /// Form of its answer.
    public var form: AnswerForm
    /// Name of the number asked for, before the prompt; empty: none.
    public var label = ""
    /// The reason, shown after an answer that has no words of its own.
    public var why: LessonText?
    /// Names of numbers that are drawn, each with its values: for a question with other numbers than the lesson's.
    public var draw: [Draw] = []

    /// A number that is drawn from a list.
    public struct Draw: Hashable, Sendable {
        /// Name in expressions.
        public var name: String
        /// Numbers to draw from.
        public var values: [Double]
    }
}

/// The form of an answer.
public enum AnswerForm: Hashable, Sendable {
    /// A number, as an expression; and wrong ones that are known.
    case number(Placed, wrong: [WrongNumber])
    /// One of several texts.
    case choice([Option])
    /// Above 0, below, or 0: the sign of an expression.
    case sign(Placed)
    /// Texts to be brought into their order, in the right one.
    case order([LessonText])
    /// The number of a layer.
    case layer(Placed)
    /// An iteration, and how far off it may be.
    case iteration(Placed, within: Double)

    /// One of the texts to choose from.
    public struct Option: Hashable, Sendable {
        /// Text to choose.
        public var text: LessonText
        /// Whether it is the right one.
        public var isRight: Bool
        /// The idea behind a wrong one.
        public var idea: Placed?
        /// Words on it, right or wrong.
        public var say: LessonText?
        /// The run of keys that refutes it.
        public var show: Demonstration?
    }

    /// A wrong number that an idea leads to.
    public struct WrongNumber: Hashable, Sendable {
        /// Expression of the number.
        public var value: Placed
        /// Idea that leads to it.
        public var idea: Placed?
        /// Words on it.
        public var say: LessonText?
        /// The run of keys that refutes it.
        public var show: Demonstration?
    }
}

/// A short run of keys that shows why an answer is wrong.
public struct Demonstration: Hashable, Sendable {
    /// Keys that are pressed.
    public var keys: Placed
    /// A condition that holds at its end; nil: the right answer is on the screen then.
    public var see: Placed?
}

/// A goal to be reached.
public struct Task: Hashable, Sendable {
    /// A condition.
    public var goal: Placed
    /// Keys that reach it.
    public var solution: Placed
    /// Keys that must not.
    public var mustNot: [Placed] = []
    /// Hints, the most telling first.
    public var hints: [Hint] = []

    /// A hint, and when it helps.
    public struct Hint: Hashable, Sendable {
        /// Nil: when nothing else does.
        public var when: Placed?
        /// Seconds after which it comes by itself, where the goal has not been reached; nil: only when it is asked for.
        public var after: Int?
        /// Words of the hint.
        public var say: LessonText
    }
}
