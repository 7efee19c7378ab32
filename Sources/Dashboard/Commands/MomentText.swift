import Basics
import Inspection

/// A moment of training as people write it: `300`, `3e` (three epochs), `2.5e`, `+50`, `-50`, `end`, `pass`, `epoch`, `'a` (a
/// mark).
enum MomentText {
    /// The farthest iteration that can be gone to by its number.
    static let farthestIteration = 1_000_000_000

    static let expected = "an iteration such as 300, an epoch such as 3e, +50, -50, end, pass, epoch, or a mark such as 'a"

    private static let words = ["end", "newest", "start", "pass", "epoch"]

    /// True of characters with which such a text can go on.
    static func accepts(_ scalar: Unicode.Scalar, after text: String) -> Bool {
        if text == "'" { return isLetter(scalar) }
        if ("0"..."9").contains(scalar) || scalar == "." { return text.allSatisfy { !$0.isLetter && $0 != "'" } }
        if "'+-".unicodeScalars.contains(scalar) { return text.isEmpty }
        if scalar == "e", text.last?.isNumber == true { return true }
        return words.contains { $0.hasPrefix(text + String(scalar)) }
    }

    /// The request that it means; nil where it is no moment.
    static func request(_ text: String, _ status: Status?) -> Request? {
        switch text {
        case "end", "newest": return .goToNewest
        case "start": return .goTo(iterations: 0)
        case "pass": return .step(.pass, count: 1, .forward)
        case "epoch": return .step(.epoch, count: 1, .forward)
        default: break
        }
        let scalars = Array(text.unicodeScalars)
        if scalars.first == "'" { return scalars.count == 2 && isLetter(scalars[1]) ? .goToMark(scalars[1]) : nil }
        if scalars.last == "e", let status {
            guard let epochs = Double(String(text.dropLast())), epochs >= 0, epochs <= 1e9 else { return nil }
            return goTo(status.machine.epochs.iterations(inEpochs: epochs))
        }
        guard let number = Int(text) else { return nil }
        if scalars[0] == "+" || scalars[0] == "-" { return goTo(Double(status?.completedIterations ?? 0) + Double(number)) }
        return goTo(Double(number))
    }

    /// True of what a mark can be called.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func goTo(_ iterations: Double) -> Request {
        .goTo(iterations: Int(saturating: max(0, min(iterations, Double(farthestIteration)))))
    }
}
