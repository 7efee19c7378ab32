import Inspection

extension LineCommand {
    /// `:undo`
    static let undo = LineCommand(
        "undo", aliases: ["u"], help: "take the last change back",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return [.request(.undo)]
        })

    /// `:redo`
    static let redo = LineCommand(
        "redo", help: "make it again",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return [.request(.redo)]
        })

    /// `:branch main`
    static let branch = LineCommand(
        "branch", arguments: "[NAME]", help: "go over to a branch, at the same iteration; without a name, list them",
        complete: { $0.completing(branches($0).map(\.name)) },
        run: { (input, view) throws(LineError) in
            guard !input.words.isEmpty else {
                return [.perform(.own(BranchCommand.show))]
            }
            let names = branches(input).map(\.name)
            guard let found = branches(input).first(where: { $0.name == input.rest.text }) else {
                throw .unknown(input.rest, "branch", names)
            }
            return [.request(.goToBranch(found.id))]
        })

    /// `:rename careful`
    static let rename = LineCommand(
        "rename", arguments: "NAME", help: "give the branch in view, or the one chosen in the list, a name of its own",
        run: { (input, view) throws(LineError) in
            guard !input.words.isEmpty else { throw LineError("expected a name", at: input.end) }
            let all = branches(input)
            guard let present = all.first(where: { $0.id == view.cursors[.branches] }) ?? all.first(where: \.isPresent) else {
                return []
            }
            if all.contains(where: { $0.name == input.rest.text && $0.id != present.id }) {
                throw LineError("there is a branch called \(input.rest.text) already", at: input.rest.start)
            }
            return [.request(.renameBranch(present.id, String(input.rest.text.prefix(24))))]
        })

    /// `:mark a`
    static let mark = LineCommand(
        "mark", arguments: "LETTER", help: "mark this moment; 'a and :goto 'a come back",
        run: { (input, _) throws(LineError) in
            let word = try input.single("a letter")
            guard let letter = word.text.unicodeScalars.first, word.text.unicodeScalars.count == 1, MomentText.isLetter(letter)
            else {
                throw LineError("expected one letter or digit, found '\(word.text)'", at: word.start)
            }
            return [.request(.setMark(letter))]
        })

    /// `:w lesson-1`
    static let write = LineCommand(
        "write", aliases: ["w"], arguments: "[NAME]",
        help: "write the session as text: scenario, changes, branches, marks, position; backstep replay opens it",
        run: { (input, _) throws(LineError) in
            [.request(.writeSession(input.words.isEmpty ? nil : input.rest.text))]
        })

    private static func branches(_ input: LineInput) -> [BranchSummary] { input.snapshot?.status.branches ?? [] }
}
