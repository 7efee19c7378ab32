import Basics
import Inspection

/// The keys of an answer, and what follows from it.
extension LessonPlayer {
    /// Takes a key of an answer; nil where it is none.
    public mutating func type(_ key: AnswerKey) -> [LessonAction]? {
        guard isAsking, let question = step.question else { return nil }
        if key == .escape {
            hasKeys.toggle()
            return []
        }
        guard hasKeys else { return nil }
        if isClass { return vote(key, question) }
        if key == .character("?") {
            entry.isUnknown = true
            return commit(question)
        }
        hint = nil
        switch question.form {
        case .number, .iteration: return typeNumber(key, question)
        case .choice(let options): return choose(key, options.count, question)
        case .sign: return chooseSign(key, question)
        case .order(let texts): return typeOrder(key, texts.count, question)
        case .layer: return chooseLayer(key, question)
        }
    }

    /// Words for whoever presses a key of the screen in an answer.
    private static let wayOut = "Escape looks around; q quits there."

    /// Chooses an option that has been pointed at, by its place on the screen: once more is surer.
    public mutating func point(atOption place: Int) -> [LessonAction] {
        guard isAsking, !isClass, let question = step.question else { return [] }
        hasKeys = true
        switch question.form {
        case .choice: return type(.character(Unicode.Scalar(UInt8(48 + min(8, place) + 1)))) ?? []
        case .sign: return type(.character(Self.signs[min(place, 2)].key.unicodeScalars.first ?? "0")) ?? []
        case .number, .order, .layer, .iteration: return []
        }
    }

    private mutating func typeNumber(_ key: AnswerKey, _ question: LessonQuestion) -> [LessonAction] {
        switch key {
        case .character("!"): entry.confidence = entry.confidence == .sure ? nil : .sure
        case .character(let scalar) where TypedNumber.accepts(scalar):
            if entry.typed.count < 12 { entry.typed.unicodeScalars.append(scalar == "-" ? "−" : scalar) }
        case .character: hint = "A number, such as −0.5 or 1/4. \(Self.wayOut)"
        case .erase:
            if !entry.typed.isEmpty { entry.typed.removeLast() }
        case .enter:
            guard TypedNumber.value(entry.typed) != nil else {
                hint = entry.typed.isEmpty ? "A number, such as −0.5 or 1/4." : "'\(entry.typed)' is no number; try −0.5 or 1/4."
                return []
            }
            entry.confidence = entry.confidence ?? .thinksSo
            return commit(question)
        default: break
        }
        return []
    }

    /// A digit chooses, again it is surer; arrows choose, too.
    private mutating func choose(_ key: AnswerKey, _ count: Int, _ question: LessonQuestion) -> [LessonAction] {
        switch key {
        case .character(let scalar):
            guard let number = Int(String(scalar)), (1...count).contains(number) else {
                hint = "1 to \(count) choose, Enter answers. \(Self.wayOut)"
                return []
            }
            let next = min(3, (entry.chosen == number - 1 ? entry.confidence?.rawValue ?? 0 : 0) + 1)
            (entry.chosen, entry.confidence) = (number - 1, Confidence(rawValue: next))
        case .up, .left: move(-1, count)
        case .down, .right: move(1, count)
        case .enter: return entry.chosen == nil ? [] : commit(question)
        default: break
        }
        return []
    }

    private mutating func move(_ step: Int, _ count: Int) {
        entry.chosen = ((entry.chosen ?? (step > 0 ? -1 : 0)) + step + count) % count
        entry.confidence = .thinksSo
    }

    private mutating func chooseSign(_ key: AnswerKey, _ question: LessonQuestion) -> [LessonAction] {
        switch key {
        case .character("+"), .up: entry.chosen = 1
        case .character("-"), .character("−"), .down: entry.chosen = -1
        case .character("0"): entry.chosen = 0
        case .enter: return entry.chosen == nil ? [] : commit(question)
        default: return []
        }
        entry.confidence = .thinksSo
        return []
    }

    private mutating func typeOrder(_ key: AnswerKey, _ count: Int, _ question: LessonQuestion) -> [LessonAction] {
        switch key {
        case .character(let scalar):
            guard let number = Int(String(scalar)), (1...count).contains(number), !entry.typed.contains("\(number)") else {
                return []
            }
            entry.typed += "\(number)"
        case .erase:
            if !entry.typed.isEmpty { entry.typed.removeLast() }
        case .enter: return entry.typed.count == count ? commit(question) : []
        default: break
        }
        return []
    }

    private mutating func chooseLayer(_ key: AnswerKey, _ question: LessonQuestion) -> [LessonAction] {
        let last = max(1, script.scope.layers.count - 1)
        switch key {
        case .left: entry.chosen = max(1, (entry.chosen ?? 2) - 1)
        case .right: entry.chosen = min(last, (entry.chosen ?? 0) + 1)
        case .character(let scalar):
            if let number = Int(String(scalar)), (1...last).contains(number) { entry.chosen = number }
        case .enter: return entry.chosen == nil ? [] : commit(question)
        default: break
        }
        return []
    }

    /// Judges the answer, lets be seen what was asked for, and refutes a wrong one where it can.
    mutating func commit(_ question: LessonQuestion) -> [LessonAction] {
        let verdict = judge(question)
        hasKeys = false
        hint = nil
        if !isClass {
            record(LessonOutcome(step: index, isRight: verdict.isRight, confidence: verdict.confidence, idea: verdict.idea))
        }
        let open: [LessonAction] = [.request(.hide(script.hidden(step.hideLonger)))]
        guard !verdict.isRight, let show = verdict.show else { return open + reveal(verdict) }
        stage = .demonstrating(verdict)
        return open + [
            .request(.restore(index + 1)), .restoreView(index + 1), .request(.beginTrial), .play(show.keys.text, isPaced: true),
        ]
    }

    /// Presses the keys that show what has been asked for, from the step's own moment.
    mutating func reveal(_ verdict: Verdict) -> [LessonAction] {
        guard let then = step.then else {
            stage = .answered(verdict)
            return []
        }
        stage = .revealing(verdict)
        kept[.before] = ofStep
        return [.request(.restore(index + 1)), .play(then.text, isPaced: true)]
    }

    mutating func record(_ outcome: LessonOutcome) {
        outcomes.removeAll { $0.step == outcome.step }
        outcomes.append(outcome)
    }
}
