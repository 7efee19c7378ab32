/// An optimizer in the field's words: `adam`, `sgd momentum 0.9`. The learning rate stands elsewhere.
struct OptimizerText {
    let name: String
    /// Settings that are not the usual ones, each after a blank.
    let settings: String

    /// - Parameter text: as a scenario has it, with what differs from the usual: `sgd(momentum:0.9,nesterov:true)`.
    init(_ text: String) {
        let parts = text.split(separator: "(", maxSplits: 1)
        name = parts.first.map(String.init) ?? text
        settings = (parts.count > 1 ? parts[1].split(whereSeparator: { $0 == "," || $0 == ")" }) : []).compactMap {
            setting -> String? in
            let pair = setting.split(separator: ":", maxSplits: 1).map(String.init)
            guard pair.count == 2, pair[0] != "learningRate", pair[1] != "false" else { return nil }
            return " " + Self.word(pair[0]) + (pair[1] == "true" ? "" : " " + pair[1])
        }.joined()
    }

    /// The letters that the field uses.
    private static func word(_ name: String) -> String {
        switch name {
        case "beta1": "β₁"
        case "beta2": "β₂"
        case "epsilon": "ε"
        case "rho": "ρ"
        case "alpha": "α"
        case "weightDecay": "decay"
        default: name
        }
    }
}
