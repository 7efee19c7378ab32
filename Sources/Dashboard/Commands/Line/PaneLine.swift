import Inspection

extension LineCommand {
    /// `:pane confusion`
    static let pane = LineCommand(
        "pane", aliases: ["open"], arguments: "PANE", help: "turn to a pane, wherever it stands",
        complete: { $0.completing(PaneID.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            view.focus(try input.single("a pane").pane())
            return []
        })

    /// `:panes network explain`
    static let panes = LineCommand(
        "panes", arguments: "[PANE …]", help: "show these panes and no others; without names, those that suit the screen",
        complete: {
            $0.completing(word: $0.endsWithBlank ? $0.words.count : $0.words.count - 1, PaneID.allCases.map(\.rawValue))
        },
        run: { (input, view) throws(LineError) in
            var panes: [PaneID] = []
            for word in input.words {
                let pane = try word.pane()
                if panes.contains(pane) { throw LineError("\(pane) stands there already", at: word.start) }
                panes.append(pane)
            }
            guard panes.count <= most else {
                throw LineError("expected at most \(most) panes, found \(panes.count)", at: input.words[most].start)
            }
            return [.show(panes)]
        })

    /// `:hide plane`
    static let hide = LineCommand(
        "hide", arguments: "[PANE]", help: "a pane goes, and leaves its room to the others; without a name, the focused one",
        complete: { $0.completing(PaneID.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            [.hide(input.words.isEmpty ? view.focus : try input.single("a pane").pane())]
        })

    /// Panes that can be read side by side.
    private static let most = 6
}

extension LineInput.Word {
    /// The pane of that name.
    func pane() throws(LineError) -> PaneID {
        guard let pane = PaneCatalog.pane(named: text)?.id else {
            throw .unknown(self, "pane", PaneID.allCases.map(\.rawValue))
        }
        return pane
    }
}
