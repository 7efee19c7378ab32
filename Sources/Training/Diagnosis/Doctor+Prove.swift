import Basics
import Inspection

extension Doctor {
    /// A cure that has been tried from the same beginning.
    public struct Trial: Sendable {
        /// The rule whose cure it is.
        public var rule: String
        /// Cure that was tried.
        public var cure: Cure
        /// End of the run with it.
        public var end: CureOutcome
        /// True if the run ends much better with it.
        public var helps: Bool
    }

    /// Iterations of a trial, at least: a run that a NaN has ended early says nothing of how long a cured one takes.
    private static let fewestTrialIterations = 300

    /// Tries every cure that is a matter of settings, of the worst findings first, each from the same seed for as many iterations.
    public func prove(_ report: Report) throws -> (present: CureOutcome, trials: [Trial]) {
        let iterations = min(Self.mostTrialIterations, max(Self.fewestTrialIterations, report.iterations))
        let present = try outcome(scenario, iterations)
        var tried: Set<[String: String]> = []
        let trials = try report.diagnosis.findings.filter { $0.severity > .hint }.flatMap { finding in
            try finding.cures.compactMap { cure -> Trial? in
                guard !cure.settings.isEmpty, tried.insert(cure.settings).inserted, let changed = try? scenario.applying(cure)
                else {
                    return nil
                }
                let outcome: CureOutcome
                // A network that does not fit its data is no cure.
                do { outcome = try self.outcome(changed, iterations) } catch is InputError { return nil }
                return Trial(
                    rule: finding.rule, cure: cure, end: outcome, helps: outcome.isBetter(than: present, for: finding.rule))
            }
        }
        return (present, trials)
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
