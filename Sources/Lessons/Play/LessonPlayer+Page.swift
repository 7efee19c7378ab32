extension LessonPlayer {
    /// The strip as it is now.
    public var page: LessonPage {
        LessonPage(
            id: lesson.id, title: lesson.title,
            progress: isFinished ? "\(stepCount) of \(stepCount)" : "\(stepNumber) of \(stepCount)", kind: kind, lines: lines,
            keys: keys)
    }

    private var asked: [LessonStep] { lesson.steps.filter { $0.question?.purpose != .recall } }

    /// Steps that are gone through, questions for later days apart.
    public var stepCount: Int { asked.count }

    /// The step under way among them, from 1.
    public var stepNumber: Int { number(of: index) }

    private func number(of index: Int) -> Int {
        lesson.steps.prefix(min(index + 1, lesson.steps.count)).count { $0.question?.purpose != .recall }
    }

    private var numberLeftAt: Int { number(of: leftAt ?? index) }

    private var kind: String {
        switch stage {
        case .finished: return "done"
        case .offering: return "resume"
        case _ where destination != nil: return "going there"
        case .demonstrating, .refuted: return "see why"
        case .showing, .shown: return "a way"
        case .answered, .revealing: return "seen"
        default: break
        }
        switch step.kind {
        case .say: return "say"
        case .task: return stage == .done ? "reached" : "do"
        case .ask(let question): return question.purpose == .because ? "why" : question.purpose.rawValue
        }
    }

    private var lines: [LessonPage.Line] {
        switch stage {
        case .finished: return [.text(summary)]
        case .entering: return [.text("…")]
        case .offering: return [.text("You were at step \(numberLeftAt) of \(stepCount). Go on there, or begin again?")]
        case .skipping where destination != nil: return [.text("…")]
        case .answered(let verdict) where isClass, .revealing(let verdict) where isClass: return revealed(verdict)
        case .demonstrating(let verdict), .refuted(let verdict), .revealing(let verdict), .answered(let verdict):
            return [.verdict(verdict), .text(verdict.say.isEmpty ? answered(verdict) : verdict.say)]
        case .open, .playing, .done, .showing, .shown, .skipping: break
        }
        var lines: [LessonPage.Line] = [.text(words(step.text))]
        if let hint { lines.append(.hint(hint)) }
        if stage == .done, step.task != nil { lines.append(.text("Reached.")) }
        if let question = step.question, stage == .open { lines += prompt(question) }
        return lines
    }

    /// The question with its answer behind it, where that makes a sentence.
    private func answered(_ verdict: Verdict) -> String {
        let text = words(step.text)
        return text.hasSuffix("?") || text.hasSuffix(".") ? text : "\(text) \(verdict.right)."
    }

    /// Signs to choose from, as they stand on the screen.
    static let signs: [(value: Int, key: String, text: String)] = [
        (1, "+", "▲ above 0"), (0, "0", "· is 0"), (-1, "−", "▼ below 0"),
    ]

    private func prompt(_ question: LessonQuestion) -> [LessonPage.Line] {
        if isClass { return classPrompt(question) }
        let sure = entry.confidence == .sure ? "  sure" : ""
        switch question.form {
        case .number: return [.entry(label: question.label.isEmpty ? "" : question.label + " = ", typed: entry.typed, hint: sure)]
        case .iteration: return [.entry(label: "iteration ", typed: entry.typed, hint: sure)]
        case .sign:
            return [
                .options(
                    Self.signs.map { sign in
                        LessonPage.Option(
                            key: sign.key, text: sign.text, isChosen: entry.chosen == sign.value, confidence: nil)
                    })
            ]
        case .layer: return [.entry(label: "layer ", typed: entry.chosen.map(String.init) ?? "", hint: "  Left, Right")]
        case .order(let texts):
            let shown = shownOrder(texts.count).map { words(texts[$0]) }
            let order = entry.typed.compactMap { $0.wholeNumberValue.map { shown[$0 - 1] } }.joined(separator: " → ")
            return [
                .options(
                    shown.enumerated().map { index, text in
                        LessonPage.Option(
                            key: "\(index + 1)", text: text, isChosen: entry.typed.contains("\(index + 1)"), confidence: nil)
                    }), .entry(label: "in order: ", typed: order, hint: ""),
            ]
        case .choice(let options):
            return [
                .options(
                    shownOptions(options).enumerated().map { index, option in
                        let isChosen = entry.chosen == index
                        return LessonPage.Option(
                            key: "\(index + 1)", text: words(option.text), isChosen: isChosen,
                            confidence: isChosen ? entry.confidence : nil)
                    })
            ]
        }
    }

    /// Words on how it went.
    private var summary: String {
        if isClass { return "That was “\(lesson.title)”." }
        let questions = outcomes.filter { lesson.steps[$0.step].question != nil }
        let right = questions.count { $0.isRight }
        let surprises = questions.count { !$0.isRight && $0.confidence == .sure }
        var text = "That was “\(lesson.title)”. \(right) of \(questions.count) answers were right at once."
        if surprises > 0 {
            text += surprises == 1 ? " One that you were sure of was not." : " \(surprises) that you were sure of were not."
        }
        return text
    }

    private var keys: [LessonPage.Key] {
        func key(_ keys: String, _ what: String) -> LessonPage.Key { LessonPage.Key(keys: keys, what: what) }
        switch stage {
        case .entering: return []
        case .offering: return [key(";", "go on at \(numberLeftAt)"), key("Backspace", "begin again")]
        case .skipping where destination != nil: return []
        case .finished: return [key(";", "all lessons"), key("Backspace", "back")]
        case .playing: return [key("", "pressing \(step.keys?.text ?? "keys")")]
        case .skipping: return [key("", "pressing \(step.task?.solution.text ?? "keys")")]
        case .demonstrating(let verdict): return [key(";", "go on"), key("", "pressing \(verdict.show?.keys.text ?? "keys")")]
        case .revealing: return [key("", "pressing \(step.then?.text ?? "keys")")]
        case .refuted, .answered: return [key(";", "go on"), key("j", "back here"), key("Backspace", "before")]
        case .showing: return [key(";", "enough"), key("", "pressing \(step.task?.solution.text ?? "keys")")]
        case .shown: return [key(";", "now you")]
        case .done: return [key(";", "go on"), key("j", "back here"), key("Backspace", "before")]
        case .open: break
        }
        switch step.kind {
        case .say:
            let own = step.keys.map { [key(Self.spelled($0.text), "press"), key(";", "have it done")] } ?? [key(";", "go on")]
            return own + [key("j", "back here"), key("Backspace", "before")]
        case .task: return [key("h", "hint"), key("H", "a way"), key("j", "back here"), key(";", "skip")]
        case .ask(let question) where isClass: return classKeys(question)
        case .ask(let question): return hasKeys ? answerKeys(question) : [key("Escape", "answer"), key("j", "back here")]
        }
    }

    /// Keys in words: `s, 4 times` for `s*4`.
    private static func spelled(_ keys: String) -> String {
        guard let star = keys.lastIndex(of: "*"), let count = Int(keys[keys.index(after: star)...]), !keys.contains(" ") else {
            return keys
        }
        return "\(keys[..<star]), \(count) times"
    }

    private func answerKeys(_ question: LessonQuestion) -> [LessonPage.Key] {
        func key(_ keys: String, _ what: String) -> LessonPage.Key { LessonPage.Key(keys: keys, what: what) }
        var keys: [LessonPage.Key]
        switch question.form {
        case .number, .iteration: keys = [key("0–9 − . /", "type"), key("Enter", "answer"), key("!", "sure")]
        case .choice(let options): keys = [key("1–\(options.count)", "choose, again: surer"), key("Enter", "answer")]
        case .sign: keys = [key("+ 0 −", "choose"), key("Enter", "answer")]
        case .order(let texts): keys = [key("1–\(texts.count)", "in order"), key("Enter", "answer")]
        case .layer: keys = [key("← →", "choose"), key("Enter", "answer")]
        }
        keys += [key("?", "don’t know"), key("Escape", "look around")]
        return keys
    }
}

// Answers to a check of the lesson.
extension LessonPlayer {
    /// The value of an expression at the step's moment.
    package func valueOfStep(_ text: String) -> Double? { value(text) }

    /// The step's text with its numbers.
    public var shownText: String { words(step.text) }

    /// The verdict on the answer given; nil before one.
    public var shownVerdict: Verdict? { verdict }

    /// A text with the numbers of the step's moment.
    package func shownWords(_ text: LessonText) -> String { words(text) }

    /// The verdict on the answer given; nil before one.
    package var verdict: Verdict? {
        switch stage {
        case .demonstrating(let verdict), .refuted(let verdict), .revealing(let verdict), .answered(let verdict): verdict
        default: nil
        }
    }

    /// Whether a demonstration has been played, and stands at its end.
    package func stands(atEndOf show: Demonstration) -> Bool {
        if case .refuted(let verdict) = stage { verdict.show == show } else { false }
    }

    /// Whether the goal of the step has been reached.
    package var isReached: Bool { step.task != nil && stage == .done }
}

extension AnswerForm {
    /// Where the answer stands in its file; nil where it is one of several texts.
    package var place: TextPlace? {
        switch self {
        case .number(let answer, _), .sign(let answer), .layer(let answer), .iteration(let answer, _): answer.place
        case .choice, .order: nil
        }
    }
}

extension LessonPlayer {
    /// Things to point at: those of the step, and the layer that is being chosen.
    public var lights: [Placed] {
        guard isAsking, case .layer? = step.question?.form, let chosen = entry.chosen else { return step.light }
        return step.light + [Placed("layer \(chosen)", at: step.place)]
    }
}
