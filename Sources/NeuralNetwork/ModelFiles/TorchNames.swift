/// Names of parameters and buffers as PyTorch's modules have them, where ours differ.
enum TorchNames {
    private static let pairs = [
        "weightInput": "weight_ih_l0", "weightHidden": "weight_hh_l0", "biasInput": "bias_ih_l0", "biasHidden": "bias_hh_l0",
        "runningMean": "running_mean", "runningVariance": "running_var",
    ]

    /// `2.runningMean` as `2.running_mean`.
    static func name(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), let other = pairs[String(name[name.index(after: dot)...])] else { return name }
        return String(name[...dot]) + other
    }
}
