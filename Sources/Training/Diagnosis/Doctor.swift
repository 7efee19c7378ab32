import Basics
import Datasets
import Inspection
import NeuralNetwork

/// Trains a scenario as long as it takes to tell what is wrong with it, and says what is.
///
/// It looks at the run a few times, more often at its beginning, and asks the rules of the diagnosis each time. What was so early
/// and has passed is a hint if the run learns in the end. Where much is left to learn, the same run is done with a tenth and with
/// ten times its learning rate: whether η is too large or too small is then seen, not guessed.
public struct Doctor {
    /// Seconds of one core for the run, and as many for all trials together.
    public static let seconds = 8.0
    /// Iterations of the run, at most …
    private let mostIterations: Int
    /// … and, however short the scenario's is, at least: fewer tell little.
    private static let fewestIterations = 1000
    /// … and of a trial.
    static let mostTrialIterations = 1500
    /// Iterations done at which it looks; and at the end.
    private static let looks = [1, 20, 100, 300, 1000, 3000]
    /// The part at the end of a trial whose mean loss counts.
    private static let tail = 10
    private static let heldOutSamples = 1000

    /// Run to be examined.
    public let scenario: Scenario
    /// Samples that it trains on.
    public let data: DatasetPair
    let model: ModelFile?

    /// A doctor for a scenario.
    public init(_ scenario: Scenario, data: DatasetPair, model: ModelFile? = nil, mostIterations: Int = 6000) {
        (self.scenario, self.data, self.model, self.mostIterations) = (scenario, data, model, mostIterations)
    }

    /// Findings, and the iterations that they took.
    public struct Report: Sendable {
        /// Findings, the worst first.
        public var diagnosis: Diagnosis
        /// Iterations trained.
        public var iterations: Int
        /// Mean training loss at the end of the run; nil where it was not finite.
        public var loss: Double?
    }

    /// Trains and looks.
    /// - Throws: an `InputError` for a scenario that does not fit together or to its data.
    public func examine() throws -> Report {
        let session = try makeSession(scenario)
        var early: [Finding] = []
        var iterations = min(mostIterations, max(Self.fewestIterations, session.finalIteration))
        let clock = ProcessorClock()
        while session.completedIterations < iterations {
            let next = session.completedIterations + 1
            let looks = Self.looks.contains(next) || next == iterations || next == session.finalIteration
            session.finishIteration(observed: looks)
            if looks { early += Diagnosis(session.facts).findings.filter { !isBeyondEnd(session) || $0.rule != Self.ofLength } }
            // A slow network gets as many iterations as there is time for; a tenth of the time tells how many these are.
            if clock.seconds > Self.seconds { iterations = session.completedIterations }
            if session.nonFinite != nil { iterations = min(iterations, session.completedIterations + 1) }
        }
        session.makeVisible()
        var facts = session.facts
        let mean = Self.endMean(session)
        if facts.rateTrials == nil, (facts.shareOfGuessing ?? 1) > 0.3 || facts.nonFinite != nil {
            // As many iterations each as there is time for, by what those of the run took: a trial that is cut short tells nothing.
            let perIteration = clock.seconds / Double(max(1, session.completedIterations))
            let affordable = Int(saturating: Self.seconds / 4 / max(1e-9, perIteration))
            facts.rateTrials = try trials(
                from: session, atMost: min(Self.mostTrialIterations, session.completedIterations, affordable))
        }
        var now = Diagnosis(facts).findings
        if isBeyondEnd(session), !early.contains(where: { $0.rule == Self.ofLength }) {
            // The run ends before: the doctor alone has gone on.
            for index in now.indices where now[index].rule == Self.ofLength { now[index].severity = .hint }
        }
        let passed = early.filter { then in
            // The course of the loss alone has told of η then; trials have told since.
            !now.contains { $0.rule == then.rule } && (facts.rateTrials == nil || then.rule != Self.ofTrials)
        }.map { then -> Finding in
            var then = then
            if facts.isLearning || !facts.isFailing { then.severity = .hint }
            return then
        }
        var seen: Set<String> = []
        let findings = now + passed.filter { seen.insert($0.rule).inserted && $0.rule != Self.ofProgress }
        return Report(
            diagnosis: Diagnosis(ranking: findings), iterations: session.completedIterations,
            loss: mean.isFinite ? mean : nil)
    }

    /// Rule that is true of the end only.
    private static let ofProgress = "not-learning"
    /// Rule of what comes of training for too long.
    private static let ofLength = "overfitting"
    /// Rule that trials of smaller rates decide.
    private static let ofTrials = "learning-rate-high"

    /// Whether the run would have ended by itself before.
    private func isBeyondEnd(_ session: Session) -> Bool { session.completedIterations > session.finalIteration }

    private func makeSession(_ scenario: Scenario) throws -> Session {
        try Session(scenario, data: data, model: model, history: 32 << 20)
    }

    private func trials(from session: Session, atMost iterations: Int) throws -> RunFacts.RateTrials? {
        guard iterations >= 20 else { return nil }
        /// The better of two factors; of equal ones the first, which is nearer to η.
        func best(_ factors: [Double]) throws -> RunFacts.RateTrials.Trial {
            let trials = try factors.map { factor in
                var other = scenario
                other.learningRate = scenario.learningRate * factor
                return RunFacts.RateTrials.Trial(factor: factor, loss: try outcome(other, iterations).loss ?? .infinity)
            }
            return trials[1].loss < 0.9 * trials[0].loss ? trials[1] : trials[0]
        }
        let range = iterations - max(1, iterations / Self.tail)..<iterations
        let same = session.metrics.trainLoss.summary(of: range).map { $0.nonFinite > 0 ? .nan : $0.mean } ?? .nan
        return RunFacts.RateTrials(
            same: same, lower: try best([0.1, 0.01]), higher: try best([10, 100]), iterations: iterations)
    }

    /// End of a run from the beginning.
    func outcome(_ scenario: Scenario, _ iterations: Int) throws -> CureOutcome {
        let trainer = try Trainer(scenario, data: data, model: model)
        let clock = ProcessorClock()
        let first = iterations - max(1, iterations / Self.tail)
        var (sum, count) = (0.0, 0.0)
        // A cure may be to stop earlier: then what it stops at is what comes of it.
        while trainer.completedIterations < iterations, clock.seconds < Self.seconds / 2, !stops(trainer) {
            trainer.finishIteration()
            guard trainer.batchDataLoss.isFinite else { return CureOutcome() }
            if trainer.completedIterations > first { (sum, count) = (sum + trainer.batchDataLoss, count + 1) }
        }
        let loss = count > 0 ? sum / count : trainer.batchDataLoss
        guard loss.isFinite else { return CureOutcome() }
        let look = trainer.evaluator.evaluate(atMost: Self.heldOutSamples)
        return CureOutcome(
            loss: loss, heldOut: look.loss, accuracy: look.accuracy, samples: min(Self.heldOutSamples, data.heldOut.count),
            guessing: trainer.guessingLoss)
    }

    /// Whether a criterion other than the run's length ends it: a trial goes on as long as the doctor has.
    private func stops(_ trainer: Trainer) -> Bool {
        trainer.completedIterations != trainer.finalIteration && trainer.reasonToStop != nil
    }

    private static func endMean(_ session: Session) -> Double {
        let done = session.completedIterations
        return session.metrics.trainLoss.summary(of: done - max(1, done / tail)..<done)?.mean ?? .nan
    }
}
