import Inspection

extension LineCommand {
    /// `:draw`, `:draw clear`
    static let draw = LineCommand(
        "draw", arguments: "[clear|center]", help: "draw a digit: the network reads it while it is drawn (d)",
        complete: { $0.completing(["clear", "center"]) },
        run: { (input, view) throws(LineError) in
            let words = input.words
            guard words.count <= 1 else { throw LineError("expected clear or center, or nothing", at: words[1].start) }
            switch words.first?.text {
            case nil, "": break
            case "clear"?: view.draw?.drawing.clear()
            case "center"?: view.draw?.drawing.isCentered.toggle()
            case let other?: throw LineError("expected clear or center, found '\(other)'", at: words.first.map(\.start) ?? 0)
            }
            return [.perform(.own(DrawCommand.start))]
        })
}
