import NeuralNetwork

/// A setting that holds learning back by itself, whatever the learning rate: the likeliest cause of a loss that does not fall where
/// there is one.
struct Restraint {
    let cause: Phrase
    let cure: Cure

    /// η in force, relative to what was set, below which the schedule is what keeps steps small.
    private static let scheduled = 0.01
    /// Share of units left out from which on too few are left.
    private static let dropped = 0.75
    /// Strength of a pull towards 0 below which no penalty is a cause: `2·l2` or a weight decay, and `l1`.
    private static let (squarePull, linearPull) = (0.02, 0.003)

    /// The restraint of a run; nil where no setting is one.
    static func of(_ facts: RunFacts) -> Restraint? { schedule(facts) ?? dropout(facts) ?? penalty(facts) ?? decay(facts) }

    private static func schedule(_ facts: RunFacts) -> Restraint? {
        guard facts.baseRate > 0, facts.rate < scheduled * facts.baseRate else { return nil }
        return Restraint(
            cause:
                "the schedule lets only \(setting: facts.rate) of the learning rate \(setting: facts.baseRate) through: its steps change next to nothing",
            cure: Cure("the same rate all the time: no schedule", ["schedule": "constant"]))
    }

    private static func dropout(_ facts: RunFacts) -> Restraint? {
        let rates = facts.network.map { $0.role == .dropout ? $0.number("rate") : 0 }
        guard let most = rates.max(), most >= dropped else { return nil }
        let gentler = facts.network.indices.map { rates[$0] >= dropped ? "dropout:0.2" : facts.network[$0].text }
        return Restraint(
            cause: "dropout leaves out \(100 * most) % of the units in every step: what is left says too little of a sample",
            cure: Cure("dropout of 20 %", ["network": gentler.joined(separator: ",")]))
    }

    /// A penalty that shrinks the weights many times over while the run lasts, or is most of what is minimized.
    private static func penalty(_ facts: RunFacts) -> Restraint? {
        let (l1, l2) = (facts.penalty.number("l1"), facts.penalty.number("l2"))
        let way = facts.baseRate * Double(facts.iterations)
        let isPulling = 2 * l2 >= squarePull && 2 * l2 * way > 1 || l1 >= linearPull && l1 * way > 0.5
        guard isPulling || facts.penaltyShare > 0.5 else { return nil }
        let strength: Phrase = l2 > 0 ? "l2 \(setting: l2)" : "l1 \(setting: l1)"
        return Restraint(
            cause: "the penalty on large weights (\(strength)) draws them towards 0 faster than the samples can push them away",
            cure: Cure("no penalty", ["l1": "0", "l2": "0"]))
    }

    private static func decay(_ facts: RunFacts) -> Restraint? {
        let decay = facts.optimizer.weightDecay
        guard decay >= squarePull, decay * facts.baseRate * Double(facts.iterations) > 3,
            let without = try? facts.optimizer.with("weightDecay", .number(0))
        else { return nil }
        return Restraint(
            cause:
                "the optimizer's weight decay of \(setting: decay) draws the weights towards 0 faster than the samples can push them away",
            cure: Cure("no weight decay", ["optimizer": without.text]))
    }
}
