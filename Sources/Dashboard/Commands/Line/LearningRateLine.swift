import Inspection

extension LineCommand {
    /// `:lr 0.05`
    static let learningRate = LineCommand(
        "lr", aliases: ["rate"], arguments: "η", help: "learning rate from now on, such as 0.05",
        complete: { $0.completing(["0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]) },
        run: { (input, _) throws(LineError) in
            let rate = try input.single("a learning rate such as 0.05").positiveNumber("a learning rate above 0 such as 0.05")
            return [.request(.setLearningRate(rate))]
        })
}
