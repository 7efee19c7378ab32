import Inspection

extension LineCommand {
    /// `:compare network: dense:32,sigmoid,dense:10`, `:compare off`
    static let compare = LineCommand(
        "compare", arguments: "SETTINGS|SCENARIO|off",
        help:
            "a second run beside this one, on the same batches: settings that differ, as in optimizer: adam; learningRate: 0.001",
        complete: {
            $0.completing(["network:", "initializer:", "optimizer:", "learningRate:", "clip:", "loss:", "batch:", "l2:", "off"])
        },
        run: { (input, _) throws(LineError) in
            guard !input.rest.text.isEmpty else {
                throw LineError("expected settings such as optimizer: adam, or off", at: input.end)
            }
            return [.request(.compare(input.rest.text == "off" ? nil : input.rest.text))]
        })
}
