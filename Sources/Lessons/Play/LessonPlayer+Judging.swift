import Basics
import Inspection

extension LessonPlayer {
    /// The options of a choice in the order in which they stand on the screen: by the lesson's seed; numbers in theirs.
    public func shownOptions(_ options: [AnswerForm.Option]) -> [AnswerForm.Option] {
        let values = options.map { TypedNumber.value(words($0.text)) }
        if values.allSatisfy({ $0 != nil }) {
            return options.indices.sorted { (values[$0] ?? 0, $0) < (values[$1] ?? 0, $1) }.map { options[$0] }
        }
        var source = RandomSource(seed: lesson.seed &+ UInt64(index) &* 104_729)
        var order = Array(options.indices)
        order.withUnsafeMutableBufferPointer { source.shuffle($0) }
        return order.map { options[$0] }
    }

    /// Texts of an order as they stand on the screen, by their places in the right order.
    package func shownOrder(_ count: Int) -> [Int] {
        var source = RandomSource(seed: lesson.seed &+ UInt64(index) &* 15_485_863)
        var order = Array(0..<count)
        order.withUnsafeMutableBufferPointer { source.shuffle($0) }
        // The right one at once would be no question.
        return order == Array(0..<count) ? order.reversed() : order
    }

    /// The verdict on the answer that has been given.
    func judge(_ question: LessonQuestion) -> Verdict {
        var verdict = Verdict(isRight: false, given: "I don’t know", right: "", say: question.why.map(words) ?? "")
        verdict.confidence = entry.confidence
        verdict.isUnknown = entry.isUnknown
        switch question.form {
        case .number(let answer, let wrong): judge(&verdict, value(answer.text), wrong)
        case .iteration(let answer, let within): judge(&verdict, value(answer.text), within: within)
        case .choice(let options): judge(&verdict, shownOptions(options))
        case .sign(let answer): judge(&verdict, sign: value(answer.text))
        case .order(let texts): judge(&verdict, texts)
        case .layer(let answer):
            // A quotient of nothing is the number of no layer.
            let right = value(answer.text).flatMap { $0.isFinite ? Int(saturating: $0) : nil }
            verdict.right = right.map { "layer \($0)" } ?? "?"
            if !entry.isUnknown { verdict.given = "layer \(entry.chosen ?? 0)" }
            verdict.isRight = !entry.isUnknown && entry.chosen == right
        }
        if entry.isUnknown { (verdict.isRight, verdict.confidence) = (false, nil) }
        return verdict
    }

    private func judge(_ verdict: inout Verdict, _ answer: Double?, _ wrong: [AnswerForm.WrongNumber]) {
        verdict.right = answer.map(WatchExpression.text) ?? "?"
        guard !entry.isUnknown, let answer, let given = TypedNumber.value(entry.typed) else { return }
        verdict.given = entry.typed
        verdict.isRight = TypedNumber.matches(entry.typed, given, answer)
        if verdict.isRight { return }
        if let known = wrong.first(where: { value($0.value.text).map { TypedNumber.matches(entry.typed, given, $0) } ?? false }) {
            verdict.idea = known.idea?.text
            verdict.show = known.show
            if let say = known.say { verdict.say = words(say) }
        } else if TypedNumber.matches(entry.typed, -given, answer) {
            verdict.say = "The number is right, its sign is not."
        } else if verdict.say.isEmpty, given != 0 {
            let factor = answer / given
            for (number, text) in [(2.0, "half of it"), (0.5, "twice as much")] where abs(factor - number) < 0.01 {
                verdict.say = "That is \(text)."
            }
        }
    }

    private func judge(_ verdict: inout Verdict, _ answer: Double?, within: Double) {
        verdict.right = answer.map { "iteration " + WatchExpression.text($0) } ?? "?"
        guard !entry.isUnknown, let answer, let given = TypedNumber.value(entry.typed) else { return }
        verdict.given = "iteration " + entry.typed
        verdict.isRight = abs(given - answer) <= within
    }

    private func judge(_ verdict: inout Verdict, _ options: [AnswerForm.Option]) {
        let right = options.first(where: \.isRight)
        verdict.right = right.map { words($0.text) } ?? "?"
        if entry.isUnknown {
            if let say = right?.say { verdict.say = words(say) }
            return
        }
        guard let chosen = entry.chosen, options.indices.contains(chosen) else { return }
        let option = options[chosen]
        verdict.given = words(option.text)
        verdict.isRight = option.isRight
        verdict.idea = option.idea?.text
        verdict.show = option.show
        if let say = option.say ?? (option.isRight ? nil : right?.say) { verdict.say = words(say) }
    }

    private func judge(_ verdict: inout Verdict, sign answer: Double?) {
        func text(_ sign: Int) -> String { sign > 0 ? "▲ above 0" : sign < 0 ? "▼ below 0" : "· 0" }
        let right = answer.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
        verdict.right = right.map(text) ?? "?"
        guard !entry.isUnknown, let chosen = entry.chosen else { return }
        verdict.given = text(chosen)
        verdict.isRight = chosen == right
    }

    private func judge(_ verdict: inout Verdict, _ texts: [LessonText]) {
        verdict.right = texts.map(words).joined(separator: ", ")
        guard !entry.isUnknown else { return }
        let shown = shownOrder(texts.count)
        let given = entry.typed.compactMap { $0.wholeNumberValue.map { shown[$0 - 1] } }
        verdict.given = given.map { words(texts[$0]) }.joined(separator: ", ")
        verdict.isRight = given == Array(0..<texts.count)
    }
}
