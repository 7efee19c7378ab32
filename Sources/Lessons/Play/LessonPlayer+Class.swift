/// A lesson before a class: votes in place of answers, and words for whoever teaches.
extension LessonPlayer {
    /// One of the answers that hands are raised for.
    private struct Candidate { var key: String, text: String, isRight: Bool }

    /// The answers that a class can vote on; empty where it says a number, or brings texts into an order.
    private func candidates(_ question: LessonQuestion) -> [Candidate] {
        switch question.form {
        case .choice(let options):
            return shownOptions(options).enumerated().map { place, option in
                Candidate(key: "\(place + 1)", text: words(option.text), isRight: option.isRight)
            }
        case .sign(let answer):
            let right = value(answer.text).map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
            return Self.signs.map { Candidate(key: $0.key, text: $0.text, isRight: $0.value == right) }
        case .number, .order, .layer, .iteration: return []
        }
    }

    /// Votes of a question at most: before they have talked, after it, and once more.
    private static let mostVotes = 3

    /// Whether the key that erases takes a vote back, and not a digit.
    public var takesVoteBack: Bool { isClass && isAsking && entry.typed.isEmpty && votes[index]?.isEmpty == false }

    /// Counts of raised hands: `12 7 3` and Enter, once more after they have talked. Space, or the key that goes on, reveals.
    mutating func vote(_ key: AnswerKey, _ question: LessonQuestion) -> [LessonAction]? {
        let count = candidates(question).count
        switch key {
        // Behind a digit that is not taken it is no wish to see the answer.
        case .character(" ") where hint != nil: hint = nil
        case .character(" ") where entry.typed.isEmpty:
            entry.isUnknown = true
            return commit(question)
        case .character(let scalar) where ("0"..."9").contains(scalar) || scalar == " ":
            hint =
                count == 0
                ? "No hands are counted here: let them say it, then Space."
                : votes[index]?.count == Self.mostVotes ? "Three votes are counted; Backspace takes the last one back." : nil
            if hint == nil, entry.typed.count < 24 { entry.typed.unicodeScalars.append(scalar) }
        case .erase:
            hint = nil
            if takesVoteBack { votes[index]?.removeLast() } else if !entry.typed.isEmpty { entry.typed.removeLast() }
        case .enter:
            let counts = entry.typed.split(separator: " ").compactMap { Int($0) }
            guard !counts.isEmpty else { return nil }
            guard counts.count <= count else {
                hint = "There are \(count) answers: type \(count) numbers, with a space between."
                return []
            }
            votes[index, default: []].append(counts)
            entry.typed = ""
        default: return nil
        }
        return []
    }

    /// Lines below the question: the answers with their votes, or the number that is asked for.
    func classPrompt(_ question: LessonQuestion) -> [LessonPage.Line] {
        let counts: [LessonPage.Line] =
            entry.typed.isEmpty
            ? [] : [.entry(label: "\(Self.ordinals[min(votes[index]?.count ?? 0, 2)]) vote: ", typed: entry.typed, hint: "")]
        switch question.form {
        case .choice, .sign: return ballot(question) + counts
        // Nobody types the number before a class, and it still has to be said which one is asked for.
        case .number: return question.label.isEmpty ? [] : [.text("\(question.label) = ?")]
        case .layer: return [.text("layer ?")]
        case .iteration: return [.text("iteration ?")]
        case .order(let texts):
            return [
                .options(
                    shownOrder(texts.count).enumerated().map { place, text in
                        LessonPage.Option(key: "\(place + 1)", text: words(texts[text]), isChosen: false, confidence: nil)
                    })
            ]
        }
    }

    /// Names of votes.
    public static let ordinals = ["1st", "2nd", "3rd"]

    /// The answers that a class votes on, with its votes.
    private func ballot(_ question: LessonQuestion, revealed: Bool = false) -> [LessonPage.Line] {
        let candidates = candidates(question)
        guard !candidates.isEmpty else { return [] }
        return [
            .options(
                candidates.enumerated().map { place, candidate in
                    LessonPage.Option(
                        key: candidate.key, text: candidate.text, isChosen: false, confidence: nil,
                        votes: (votes[index] ?? []).map { $0.indices.contains(place) ? $0[place] : 0 },
                        isRight: revealed && candidate.isRight)
                })
        ]
    }

    /// The question with its answer before a class: the votes with the right one, and why.
    func revealed(_ verdict: Verdict) -> [LessonPage.Line] {
        let shown = step.question.map { ballot($0, revealed: true) } ?? []
        let right: [LessonPage.Line] = shown.isEmpty ? [.right(verdict.right)] : shown
        return [.text(words(step.text))] + right + (verdict.say.isEmpty ? [] : [.text(verdict.say)])
    }

    /// Keys of a question before a class.
    func classKeys(_ question: LessonQuestion) -> [LessonPage.Key] {
        func key(_ keys: String, _ what: String) -> LessonPage.Key { LessonPage.Key(keys: keys, what: what) }
        let rounds = votes[index]?.count ?? 0
        var keys = [key("Space", "reveal")]
        let count = candidates(question).count
        if count > 0, rounds < Self.mostVotes {
            let example = ["12", "7", "3", "5"].prefix(count).joined(separator: " ")
            keys.insert(key("\(example) Enter", rounds == 0 ? "count hands" : "count again"), at: 0)
        }
        return keys + [key("Backspace", rounds > 0 ? "take back" : "before"), key("j", "back here")]
    }
}

extension LessonPlayer {
    /// Words for whoever teaches, on the step under way: the note of its author, the right answer, and what often goes wrong.
    public var teacherNotes: String {
        guard !isFinished else { return lesson.title + "\n\nThe end.\n" }
        var lines = ["\(lesson.title)  \(stepNumber) of \(stepCount)", "", words(step.text), ""]
        if let question = step.question {
            var asked = self
            asked.entry = AnswerEntry()
            asked.entry.isUnknown = true
            let verdict = asked.judge(question)
            lines += ["Right: " + verdict.right, verdict.say]
            switch question.form {
            case .number(_, let wrong):
                lines += wrong.map {
                    "Wrong: \(value($0.value.text).map { LessonText.text($0, decimals: nil) } ?? "?")  \($0.say.map(words) ?? "")"
                }
            case .choice(let options):
                lines += options.filter { !$0.isRight }.map { "Wrong: \(words($0.text))  \($0.say.map(words) ?? "")" }
            case .sign, .order, .layer, .iteration: break
            }
        }
        if let task = step.task { lines.append("A way: " + task.solution.text) }
        if let keys = step.keys { lines.append("Keys: " + keys.text) }
        if let note = step.note { lines += ["", note] }
        return lines.joined(separator: "\n") + "\n"
    }
}
