import Basics
import Inspection

extension Doctor {
    /// A cure that has been tried from the same beginning.
    public struct Trial: Sendable {
        /// The rule whose cure it is.
        public var rule: String
        /// Cure that was tried.
        public var cure: Cure
        /// Mean training loss at the end; nil where it was not finite.
        public var loss: Double?
        /// Fraction of held-out samples read right; nil where outputs are no classes.
        public var accuracy: Double?
        /// True if the run ends much better with it.
        public var helps: Bool
    }

    /// End of a run.
    struct Outcome {
        var loss: Double?
        var accuracy: Double?
        /// Loss relative to that of guessing, so that runs with different losses can be compared.
        var share: Double?
    }

    /// Gain in accuracy from which on a cure helps, whatever the loss, and loss of it from which on it does not.
    private static let moreAccurate = 0.02

    /// Tries every cure that is a matter of settings, of the worst findings first, each from the same seed for as many iterations.
    public func prove(_ report: Report) throws -> [Trial] {
        let iterations = min(Self.mostTrialIterations, report.iterations)
        let present = try outcome(scenario, iterations)
        var tried: Set<[String: String]> = []
        return try report.diagnosis.findings.filter { $0.severity > .hint }.flatMap { finding in
            try finding.cures.compactMap { cure -> Trial? in
                guard !cure.settings.isEmpty, tried.insert(cure.settings).inserted, let changed = try? scenario.applying(cure)
                else {
                    return nil
                }
                let outcome: Outcome
                // A network that does not fit its data is no cure.
                do { outcome = try self.outcome(changed, iterations) } catch is InputError { return nil }
                return Trial(
                    rule: finding.rule, cure: cure, loss: outcome.loss, accuracy: outcome.accuracy,
                    helps: Self.isBetter(outcome, than: present))
            }
        }
    }

    private static func isBetter(_ outcome: Outcome, than present: Outcome) -> Bool {
        guard outcome.loss != nil else { return false }
        if present.loss == nil { return true }
        if let now = outcome.accuracy, let then = present.accuracy, now < then - moreAccurate { return false }
        if let now = outcome.accuracy, let then = present.accuracy, now > then + moreAccurate { return true }
        if let now = outcome.share, let then = present.share { return now < CureTrials.better * then }
        return (outcome.loss ?? .infinity) < CureTrials.better * (present.loss ?? .infinity)
    }
}

extension Scenario {
    /// The same with the settings of a cure.
    public func applying(_ cure: Cure) throws(InputError) -> Scenario {
        var changed = self
        for (key, value) in cure.settings.sorted(by: { $0.key < $1.key }) { changed = try changed.setting(key, to: value) }
        return changed
    }
}
