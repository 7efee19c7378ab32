import Inspection

extension LineCommand {
    /// `:lr 0.05`, `:lr find`
    static let learningRate = LineCommand(
        "lr", aliases: ["rate"], arguments: "η|find",
        help: "learning rate from now on, such as 0.05; find: try rates from tiny to huge beside the run, and suggest one",
        complete: { $0.completing(["find", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]) },
        run: { (input, view) throws(LineError) in
            let word = try input.single("a learning rate such as 0.05, or find")
            if word.text == "find" {
                view.focus(.rate)
                view.isZoomed = true
                return [.request(.testRates)]
            }
            return [.request(.setLearningRate(try word.positiveNumber("a learning rate above 0 such as 0.05, or find")))]
        })
}
