import Inspection
import TerminalGraphics

/// What a key would throw away, asked before it does: the same key again is a yes, every other key a no.
public struct Question: Hashable, Sendable {
    let key: KeyPress
    let effects: [Effect]
    /// What would be lost, and what to press.
    public let text: String
}

extension Dashboard {
    /// Takes the answer to a question; nil if the key is none, and is to be taken as if nothing had been asked.
    mutating func answer(_ question: Question, _ key: KeyPress, _ bound: Command?) -> [Effect]? {
        if key == question.key || bound == .quit && question.effects.contains(.quit) { return question.effects }
        return key.key == .escape ? [] : nil
    }

    /// Holds back what would lose work that no file has, and asks.
    /// - Returns: what is to be done at once.
    mutating func asking(_ effects: [Effect], _ key: KeyPress, _ snapshot: Snapshot?) -> [Effect] {
        guard let status = snapshot?.status, !arrangement.isTooSmall else { return effects }
        var loss = UnsavedWork()
        var deed = ""
        for effect in effects {
            switch effect {
            case .quit: (loss, deed) = (status.unsaved, "quits")
            case .request(.restart), .request(.restartWithSeed): (loss, deed) = (status.lostAnew, "restarts")
            default: break
            }
        }
        guard !loss.isEmpty else { return effects }
        func isEntered(_ effect: Effect) -> Bool { if case .lineEntered = effect { true } else { false } }
        let question = Question(
            key: key, effects: effects.filter { !isEntered($0) },
            text: "loses \(loss.text): \(key) \(deed), Esc stays, :w NAME saves")
        view.question = question
        view.message = question.text
        return effects.filter(isEntered)
    }
}
