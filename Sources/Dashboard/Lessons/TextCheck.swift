import Inspection
import Lessons
import TerminalGraphics

/// Reads a lesson's texts without playing it: keys and panes exist, numbers are not typed, options make sense, and it takes no more
/// time than it says.
struct TextCheck {
    private(set) var faults: [LessonFault] = []

    init(_ lesson: Lesson) {
        for pane in lesson.screen.panes + lesson.steps.flatMap(\.panes) where PaneCatalog.pane(named: pane.text) == nil {
            note("no pane is called '\(pane.text)'", at: pane.place)
        }
        for step in lesson.steps {
            checkKeys(step)
            if !step.isLiteral { checkNumbers(step) }
            if let question = step.question, [.predict, .fill].contains(question.purpose), question.why == nil {
                if case .choice = question.form {
                } else {
                    note("nothing is said of why the answer is right: why", at: step.place)
                }
            }
            if case .choice(let options)? = step.question?.form {
                let right = options.count(where: \.isRight)
                if right != 1 { note("expected one right option, found \(right)", at: step.place) }
                checkReasons(options, step)
            }
        }
        if !lesson.steps.contains(where: { $0.question != nil || $0.task != nil }) {
            note("nothing is asked and nothing is to be done: a demonstration alone teaches nobody", at: lesson.steps[0].place)
        }
        let seconds = Self.seconds(lesson)
        if seconds > Double(lesson.minutes) * 75 {
            note(
                "takes about \(Int(seconds / 60) + 1) minutes, \(lesson.minutes) are given",
                at: TextPlace(line: 1, column: 1))
        }
    }

    private mutating func note(_ message: String, at place: TextPlace) { faults.append(LessonFault(message, at: place)) }

    private mutating func checkKeys(_ step: LessonStep) {
        var keys = [step.keys, step.then].compactMap(\.self)
        switch step.question?.form {
        case .number(_, let wrong)?: keys += wrong.compactMap { $0.show?.keys }
        case .choice(let options)?: keys += options.compactMap { $0.show?.keys }
        default: break
        }
        if let task = step.task { keys += [task.solution] + task.mustNot }
        for text in keys {
            do { _ = try KeySequence.parse(text.text) } catch { note("keys '\(text.text)': \(error)", at: text.place) }
        }
    }

    /// Whoever has chosen a wrong reason is told what is wrong with this one: why another is right does not say it.
    private mutating func checkReasons(_ options: [AnswerForm.Option], _ step: LessonStep) {
        guard step.question?.purpose == .because else { return }
        for option in options where !option.isRight && option.say == nil {
            note("nothing is said of why '\(option.text.words)' is wrong: {text: …, say: …}", at: option.text.place)
        }
    }

    private mutating func checkNumbers(_ step: LessonStep) {
        for text in step.texts {
            if let number = text.typedNumber {
                note("the number \(number) is typed: write the expression that it is in braces, or literal: true", at: text.place)
            }
        }
    }

    /// Reading at three words a second, eight for an answer, a third for each key.
    private static func seconds(_ lesson: Lesson) -> Double {
        lesson.steps.reduce(0) { seconds, step in
            let words = step.text.words.split(separator: " ").count
            let keys = (step.keys ?? step.task?.solution).flatMap { try? KeySequence.parse($0.text).count } ?? 0
            return seconds + Double(words) / 3 + Double(keys) / 3 + (step.question == nil ? 2 : 8)
        }
    }
}
