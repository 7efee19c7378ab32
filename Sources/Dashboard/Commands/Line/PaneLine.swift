import Inspection

extension LineCommand {
    /// `:pane confusion`
    static let pane = LineCommand(
        "pane", aliases: ["open"], arguments: "PANE", help: "turn to a pane, wherever it stands",
        complete: { $0.completing(PaneID.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            let word = try input.single("a pane")
            guard let pane = PaneCatalog.pane(named: word.text)?.id else {
                throw .unknown(word, "pane", PaneID.allCases.map(\.rawValue))
            }
            view.focus(pane)
            return []
        })
}
