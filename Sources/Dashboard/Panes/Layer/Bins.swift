import Inspection
import TerminalGraphics

/// Values in columns: each as wide as there is room, or several in one, of which the largest is shown.
struct Bins {
    let values: [Float]
    /// Columns of a bar.
    let width: Int
    /// Values in a bar.
    let each: Int

    init(_ all: [Float], width room: Int) {
        let room = max(1, room)
        each = max(1, (all.count + room - 1) / room)
        width = max(1, min(6, room / max(1, all.count)))
        let each = each
        values = stride(from: 0, to: all.count, by: each).map { start in
            all[start..<min(all.count, start + each)].reduce(Float(0)) { $1.magnitude > $0.magnitude || $1.isNaN ? $1 : $0 }
        }
    }

    func contains(_ index: Int, in bin: Int) -> Bool { index / each == bin }
}
