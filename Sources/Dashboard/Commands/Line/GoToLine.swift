import Training

extension LineCommand {
    /// `:goto 300`
    static let goTo = LineCommand(
        "goto", aliases: ["g"], arguments: "ITERATION",
        help: "go to the end of an iteration; a number alone does the same, as in :300",
        complete: { $0.completing(["0", String($0.snapshot?.status.newest ?? 0)]) },
        run: { (input, _) throws(LineError) in try [.request(.goTo(iterations: iterations(input.single("an iteration"))))] })

    /// `:300`
    static let iteration = LineCommand(
        "300", help: "go to the end of an iteration",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return try [.request(.goTo(iterations: iterations(input.name)))]
        })

    private static func iterations(_ word: LineInput.Word) throws(LineError) -> Int {
        try word.integer("an iteration", in: 0...Dashboard.farthestIteration)
    }
}
