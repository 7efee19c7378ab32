import Inspection
import Lessons

/// Finds answers that stand on the screen while they are asked for.
extension LessonCheck {
    /// Places where the answer to a prediction can be read before it has been given: a number that nothing else has.
    mutating func checkAnswerIsNotShown(_ step: LessonStep, _ question: LessonQuestion, _ script: ScriptedDashboard) {
        guard [.predict, .fill].contains(question.purpose), let player = script.dashboard.lesson?.player else { return }
        let strip = stripTop(player, script)
        // Nothing is counted for a zero: too much of what has not begun yet is one.
        guard let answer = Self.answer(to: question, player), answer != 0 else { return }
        let others = Self.visibleNumbers(player, script, besides: question.form.askedFor(player.script.scope))
        let telling = Self.numbers(script, above: strip).first { word in word.says(answer) && !others.contains { word.says($0) } }
        guard let telling else { return }
        note("the answer, \(telling.text), can be read at \(size.width)×\(size.height)", at: question.form.place ?? step.place)
    }

    /// The number that is asked for; nil where words are to be chosen.
    private static func answer(to question: LessonQuestion, _ player: LessonPlayer) -> Double? {
        switch question.form {
        case .number(let answer, _), .sign(let answer): player.valueOfStep(answer.text)
        case .choice(let options):
            options.first(where: \.isRight).flatMap { Double(player.shownWords($0.text).replacing("−", with: "-")) }
        case .order, .layer, .iteration: nil
        }
    }

    /// A number as a pane writes it: with a point, so that no count is taken for one.
    private struct WrittenNumber {
        let text: String
        let value: Double
        let decimals: Int

        init?(_ word: Substring) {
            guard let point = word.firstIndex(of: "."), let value = Double(word.replacing("−", with: "-")) else { return nil }
            (text, self.value, decimals) = (String(word), value, word.distance(from: point, to: word.endIndex) - 1)
        }

        /// Whether it may be a number, written with as many digits.
        func says(_ number: Double) -> Bool {
            let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
            return (value - number).magnitude <= 0.500_001 * unit
        }
    }

    private static func numbers(_ script: ScriptedDashboard, above row: Int) -> [WrittenNumber] {
        script.frame.plainText().split(separator: "\n", omittingEmptySubsequences: false).prefix(row).flatMap { line in
            line.split { !($0.isNumber || ".−+".contains($0)) }.compactMap { WrittenNumber($0) }
        }
    }
}

extension AnswerForm {
    /// The quantity that is asked for where it is one by itself, and not what follows from others.
    fileprivate func askedFor(_ scope: WatchScope) -> Set<WatchQuantity> {
        switch self {
        case .number(let answer, _), .sign(let answer):
            let quantities = (try? WatchExpression(parsing: answer.text, in: scope))?.quantities ?? []
            // A number that is given, such as a weight, is no secret.
            return quantities.count == 1 ? Set(quantities.filter { HiddenNumbers.number($0, scope) != nil }) : []
        case .choice, .order, .layer, .iteration: return []
        }
    }
}
