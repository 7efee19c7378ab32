/// Weights that an update leaves as they are although they have a gradient.
enum Unchanged: DiagnosisRule {
    static let name = "unchanged"
    static let meaning = "‖Δθ‖/‖θ‖ of a layer is below 0.00000003, half of Float's last digit, although its gradient is not 0"

    /// Half of what the last bit of a Float is worth, relative to it.
    static let smallestRatio = 3e-8

    static func findings(_ facts: RunFacts) -> [Finding] {
        // To dead units no step comes, however large.
        guard facts.deadShare < 0.9 else { return [] }
        return facts.layers.filter {
            // Of an error that has vanished on its way no step can be made: that is what is wrong then.
            ($0.updateRatio ?? 1) < smallestRatio && $0.norm > 0 && ($0.relativeError ?? 1) >= GradientVerdict.vanishingBelow
        }.prefix(1).map { layer in
            Finding(
                name, facts.isLearning ? .hint : .fault, layer: layer.column,
                evidence: "‖Δθ‖/‖θ‖ is \(layer.updateRatio ?? 0) although ‖∂L/∂θ‖ is \(layer.norm); η is \(setting: facts.rate)",
                cause: "the steps are smaller than the last digit of the weights: adding them changes nothing",
                cures: [Restraint.of(facts)?.cure ?? Cure("learning rate 0.1", ["learningRate": "0.1"])])
        }
    }
}
