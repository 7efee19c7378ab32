import Inspection
import TerminalGraphics

extension Dashboard {
    /// Holds back what would lose work that no file has, and asks.
    /// - Returns: what is to be done at once.
    mutating func asking(_ effects: [Effect], _ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        // Nobody wants a lesson's run back: the lesson makes it again.
        guard let status = snapshot?.status, !arrangement.isTooSmall, !lessons.contains(where: { $0.id == status.scenarioName })
        else { return effects }
        var loss = UnsavedWork()
        var deed = ""
        for effect in effects {
            switch effect {
            case .quit: (loss, deed) = (status.unsaved, "quits")
            case .request(.restart(.again)), .request(.restart(.seed)): (loss, deed) = (status.lostAnew, "restarts")
            case .request(.restart(.scenario)): (loss, deed) = (status.lostAnew, "begins the lesson")
            case .request(.cure(.take(let cure))) where !cure.isChange: (loss, deed) = (status.lostAnew, "begins anew")
            default: break
            }
        }
        guard !loss.isEmpty else { return effects }
        func isEntered(_ effect: Effect) -> Bool { if case .lineEntered = effect { true } else { false } }
        let question = Question(
            key: key, effects: effects.filter { !isEntered($0) },
            text: "loses \(loss.text): \(key) \(deed), Esc stays, :w NAME saves")
        self.question = question
        view.message = question.text
        return effects.filter(isEntered)
    }
}
