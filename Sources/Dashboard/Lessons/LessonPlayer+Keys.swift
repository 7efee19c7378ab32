import Basics
import Lessons
import TerminalGraphics

extension LessonPlayer {
    /// Keys that answer the step's question rightly; none where nothing is asked, or the answer is not known.
    public var keysOfRightAnswer: [KeyPress] {
        guard isAsking, let form = step.question?.form else { return [] }
        func typed(_ text: String) -> [KeyPress] { text.unicodeScalars.map { .character($0) } + [KeyPress(.enter)] }
        switch form {
        case .number(let answer, _): return valueOfStep(answer.text).map { typed(Self.typed($0)) } ?? []
        case .choice(let options):
            return shownOptions(options).firstIndex(where: \.isRight).map { typed(String($0 + 1)) } ?? []
        case .sign(let answer): return valueOfStep(answer.text).map { typed($0 > 0 ? "+" : $0 < 0 ? "-" : "0") } ?? []
        case .layer(let answer), .iteration(let answer, _):
            return valueOfStep(answer.text).map { typed(String(Int(saturating: $0))) } ?? []
        case .order(let texts):
            let shown = shownOrder(texts.count)
            return typed(texts.indices.map { place in String((shown.firstIndex(of: place) ?? 0) + 1) }.joined())
        }
    }

    /// As many digits as a person would type of a number that has few.
    static func typed(_ value: Double) -> String {
        NumberFormat(.significant(7), dropsTrailingZeros: true).string(value).replacing("−", with: "-")
    }
}
