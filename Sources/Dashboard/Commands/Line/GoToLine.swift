import Inspection

extension LineCommand {
    /// `:goto 300`
    static let goTo = LineCommand(
        "goto", aliases: ["g"], arguments: "ITERATION",
        help: "go to an iteration, as :300 does, an epoch 3e, end, pass, epoch, +50, a mark 'a",
        complete: { $0.completing(["0", "1e", "end", "pass", "epoch", String($0.snapshot?.status.newest ?? 0)]) },
        run: { (input, _) throws(LineError) in
            let word = try input.single("an iteration")
            let isNumber = word.text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
            if !isNumber, let request = MomentText.request(word.text, input.snapshot?.status) { return [.request(request)] }
            return try [.request(.goTo(iterations: iterations(word)))]
        })

    /// `:300`
    static let iteration = LineCommand(
        "300", help: "go to the end of an iteration",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return try [.request(.goTo(iterations: iterations(input.name)))]
        })

    private static func iterations(_ word: LineInput.Word) throws(LineError) -> Int {
        try word.integer("an iteration", in: 0...MomentText.farthestIteration)
    }
}
