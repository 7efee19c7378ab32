import Basics
import Yams

extension LessonStep {
    /// Kinds of steps, by the key that begins one; and the keys that it may have besides those of all.
    private static let kinds: [String: [String]] = [
        "say": [],
        "predict": asked + ["then"], "observe": asked + ["then"], "recall": asked + ["draw"],
        "because": ["ask", "why", "then"],
        "fill": ["blank", "answer", "wrong", "why", "then"],
        "do": ["goal", "solution", "mustNot", "hints"],
    ]
    private static let asked = ["as", "answer", "wrong", "options", "choices", "within", "why"]
    private static let common = ["at", "scenario", "keys", "light", "hide", "panes", "select", "variant", "note", "literal"]

    /// The steps that an entry of the list stands for: one, or one for each blank.
    static func steps(_ node: Node, _ source: String) throws(InputError) -> [LessonStep] {
        let names = node.mapping?.map { $0.key.string ?? "?" } ?? []
        guard let kind = names.first(where: { kinds[$0] != nil }) else {
            // Any other mistake is told of the first key.
            _ = try LessonMapping(node, "a step", keys: kinds.keys.sorted() + common, source: source)
            throw LessonMapping.error(
                source, LessonMapping.place(node), expected: "a step: \(kinds.keys.sorted().joined(separator: ", "))",
                found: LessonMapping.shown(node))
        }
        let step = try LessonMapping(
            node, "a step of the kind \(kind)", keys: [kind] + common + (kinds[kind] ?? []), source: source)
        switch kind {
        case "because": return [try because(step)]
        case "fill": return try fill(step)
        case "do": return [try task(step)]
        case "say": return [try LessonStep(step, .say, step.prose(step.needed("say")))]
        default:
            let purpose = LessonQuestion.Purpose(rawValue: kind) ?? .predict
            let form = try AnswerForm(step)
            let question = LessonQuestion(purpose: purpose, form: form, why: try step.prose("why"), draw: try draws(step))
            return [try LessonStep(step, .ask(question), step.prose(step.needed(kind)))]
        }
    }

    private init(_ step: LessonMapping, _ kind: Kind, _ text: LessonText) throws(InputError) {
        self.kind = kind
        self.text = text
        place = LessonMapping.place(step.node)
        at = try step.text("at")
        settings = try step.pairs("scenario").map { Setting(name: $0.0, value: $0.1) }
        keys = try step.text("keys")
        then = step.mayHave("then") ? try step.text("then") : nil
        light = try step.texts("light")
        hide = try step.texts("hide")
        panes = try step.texts("panes")
        select = try step.text("select")
        variant = try step.text("variant")
        note = try step.text("note")?.text
        isLiteral = try step.flag("literal") ?? false
    }

    /// `because: [the right one, {text: another, say: why it is wrong} …]`
    private static func because(_ step: LessonMapping) throws(InputError) -> LessonStep {
        guard let node = step["because"], let nodes = node.sequence, nodes.count > 1 else {
            throw step.error(step["because"] ?? step.node, expected: "because: a list of reasons, the right one first")
        }
        var options: [AnswerForm.Option] = []
        for node in nodes {
            guard node.mapping != nil else {
                let text = try step.prose(step.placed(node, "because"))
                options.append(AnswerForm.Option(text: text, isRight: options.isEmpty))
                continue
            }
            let reason = try LessonMapping(node, "a reason", keys: ["text", "idea", "say", "show"], source: step.source)
            options.append(
                AnswerForm.Option(
                    text: try reason.prose(reason.needed("text")), isRight: options.isEmpty, idea: try reason.text("idea"),
                    say: try reason.prose("say"), show: try Demonstration(reason)))
        }
        let asked = try step.text("ask") ?? Placed("Why?", at: LessonMapping.place(node))
        let question = LessonQuestion(purpose: .because, form: .choice(options), why: try step.prose("why"))
        return try LessonStep(step, .ask(question), step.prose(asked))
    }

    /// Signs of numbers that can be left out, by the words of a file.
    private static let blanks = ["z": "z", "a": "a", "da": "∂L/∂a", "delta": "δ", "g": "∂L/∂w", "dw": "Δw"]

    /// A question for each number left out, in their order; what comes later stays hidden.
    private static func fill(_ step: LessonMapping) throws(InputError) -> [LessonStep] {
        let blanks = try step.texts("blank")
        let answers = try step.texts("answer")
        guard !blanks.isEmpty, blanks.count == answers.count else {
            throw step.error(step["blank"] ?? step.node, expected: "as many answers as blanks, at least one")
        }
        let selected = try step.needed("select")
        let wrong = try AnswerForm.wrongNumbers(step)
        let text = try step.needed("fill")
        var steps: [LessonStep] = []
        for (index, blank) in blanks.enumerated() {
            guard let sign = Self.blanks[blank.text] else {
                throw InputError.unknown(
                    .malformed, "\(step.source):\(blank.place): blank", "a number to leave out", found: blank.text,
                    among: Self.blanks.keys.sorted())
            }
            let isLast = index == blanks.count - 1
            var question = LessonQuestion(
                purpose: .fill, form: .number(answers[index], wrong: isLast ? wrong : []), why: try step.prose("why"))
            question.label = sign
            var made = try LessonStep(step, .ask(question), step.prose(text))
            if index > 0 { (made.at, made.settings, made.keys) = (nil, [], nil) }
            if !isLast { made.then = nil }
            let hidden = blanks[index...].map { Placed(quantity($0.text, of: selected.text), at: $0.place) }
            made.hide += hidden
            made.hideLonger = Array(hidden.dropFirst())
            steps.append(made)
        }
        return steps
    }

    /// `dw` of `w[1,0,0]` is `dw[1,0,0]`; `delta` of it `delta[1,0]`.
    private static func quantity(_ name: String, of weight: String) -> String {
        let inside = weight.drop { $0 != "[" }
        if name == "g" || name == "dw" {
            let bias = weight.hasPrefix("b")
            return (bias ? (name == "g" ? "gb" : "db") : name) + inside
        }
        let indices = inside.dropFirst().dropLast().split(separator: ",").prefix(2).joined(separator: ",")
        return "\(name)[\(indices)]"
    }

    private static func task(_ step: LessonMapping) throws(InputError) -> LessonStep {
        var task = Task(goal: try step.needed("goal"), solution: try step.needed("solution"))
        task.mustNot = try step.texts("mustNot")
        for node in try step.list("hints") {
            let hint = try LessonMapping(node, "a hint", keys: ["when", "after", "say"], source: step.source)
            task.hints.append(
                Task.Hint(when: try hint.text("when"), after: try seconds(hint), say: try hint.prose(hint.needed("say"))))
        }
        return try LessonStep(step, .task(task), step.prose(step.needed("do")))
    }

    /// `after: 40s`
    private static func seconds(_ hint: LessonMapping) throws(InputError) -> Int? {
        guard let text = try hint.text("after"), let node = hint["after"] else { return nil }
        guard text.text.hasSuffix("s"), let seconds = Int(text.text.dropLast()), (1...600).contains(seconds) else {
            throw hint.error(node, expected: "after: seconds, such as 40s")
        }
        return seconds
    }

    private static func draws(_ step: LessonMapping) throws(InputError) -> [LessonQuestion.Draw] {
        guard let node = step["draw"] else { return [] }
        guard let mapping = node.mapping else { throw step.error(node, expected: "draw: names with lists of numbers") }
        var draws: [LessonQuestion.Draw] = []
        for (key, value) in mapping {
            let values = value.sequence?.compactMap { $0.scalar.flatMap { Double($0.string) } } ?? []
            guard let name = key.string, !values.isEmpty, values.count == value.sequence?.count else {
                throw step.error(value, expected: "\(key.string ?? "?"): a list of numbers")
            }
            draws.append(LessonQuestion.Draw(name: name, values: values))
        }
        return draws
    }
}

extension AnswerForm {
    /// The form of a question, from `as` and what stands beside it.
    fileprivate init(_ step: LessonMapping) throws(InputError) {
        let forms = ["number", "choice", "sign", "order", "which-layer", "when"]
        let given = try step.text("as")
        let name = given?.text ?? (step.has("options") || step.has("choices") ? "choice" : "number")
        switch name {
        case "number": self = .number(try step.needed("answer"), wrong: try Self.wrongNumbers(step))
        case "choice": self = .choice(try Self.options(step))
        case "sign": self = .sign(try step.needed("answer"))
        case "which-layer": self = .layer(try step.needed("answer"))
        case "order":
            var texts: [LessonText] = []
            for text in try step.texts("answer") { texts.append(try step.prose(text)) }
            guard texts.count > 1 else { throw step.error(step.node, expected: "answer: texts in their right order") }
            self = .order(texts)
        case "when":
            let within = try step.text("within")?.text ?? "0"
            guard let distance = Double(within), distance >= 0 else {
                throw step.error(step["within"] ?? step.node, expected: "within: a number of iterations")
            }
            self = .iteration(try step.needed("answer"), within: distance)
        default:
            throw InputError.unknown(
                .malformed, "\(step.source):\(given?.place ?? TextPlace(line: 1, column: 1)): as", "the form of an answer",
                found: name, among: forms)
        }
    }

    fileprivate static func wrongNumbers(_ step: LessonMapping) throws(InputError) -> [WrongNumber] {
        var numbers: [WrongNumber] = []
        for node in try step.list("wrong") {
            let wrong = try LessonMapping(node, "a wrong answer", keys: ["value", "idea", "say", "show"], source: step.source)
            numbers.append(
                WrongNumber(
                    value: try wrong.needed("value"), idea: try wrong.text("idea"), say: try wrong.prose("say"),
                    show: try Demonstration(wrong)))
        }
        return numbers
    }

    private static func options(_ step: LessonMapping) throws(InputError) -> [Option] {
        var options: [Option] = []
        for node in try step.list("options") {
            let option = try LessonMapping(
                node, "an option", keys: ["text", "right", "idea", "say", "show"], source: step.source)
            options.append(
                Option(
                    text: try option.prose(option.needed("text")), isRight: try option.flag("right") ?? false,
                    idea: try option.text("idea"), say: try option.prose("say"), show: try Demonstration(option)))
        }
        let choices = try step.texts("choices")
        if !choices.isEmpty {
            let answer = try step.needed("answer")
            guard choices.contains(where: { $0.text == answer.text }) else {
                throw step.error(step["answer"] ?? step.node, expected: "answer: one of the choices")
            }
            for choice in choices {
                options.append(Option(text: try step.prose(choice), isRight: choice.text == answer.text))
            }
        }
        guard options.count > 1 else { throw step.error(step.node, expected: "at least two options") }
        return options
    }
}

extension Demonstration {
    /// `show: s`, or `show: {keys: s, see: loss > 1}`; nil where there is none.
    fileprivate init?(_ mapping: LessonMapping) throws(InputError) {
        guard let node = mapping["show"] else { return nil }
        guard node.mapping != nil else {
            self.init(keys: try mapping.needed("show"), see: nil)
            return
        }
        let show = try LessonMapping(node, "a demonstration", keys: ["keys", "see"], source: mapping.source)
        self.init(keys: try show.needed("keys"), see: try show.text("see"))
    }
}
