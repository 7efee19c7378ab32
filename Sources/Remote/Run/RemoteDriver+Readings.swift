import Basics
import Inspection
import NeuralNetwork

/// Answers to probes from what has been told.
extension RemoteDriver {
    package func snapshot(_ probes: [any Probe]) -> Snapshot {
        let status = status
        var snapshot = Snapshot(status: status)
        core?.cache.frame = FrameCache(status: status, heldOutWants: [])
        askForOptimizer(core == nil && probes.contains { $0 is OptimizerProbe })
        for probe in probes { answer(probe, &snapshot) }
        core?.cache.frame = nil
        snapshot.handledRequests = requests
        return snapshot
    }

    func answer(_ probe: any Probe, _ snapshot: inout Snapshot) {
        func give<P: Probe>(_ probe: P, _ reading: P.Reading?, orSay reason: String) {
            if let reading { snapshot[probe] = reading } else { snapshot.withhold(probe, because: reason) }
        }
        let none =
            commandEnd == nil
            ? "nothing is recorded yet: n records the next update" : "it has ended before an update was recorded"
        switch probe {
        case let probe as CurvesProbe:
            give(
                probe, book.curves(probe, cursor: book.newest),
                orSay: "this run does not say its loss: run.loss(loss) behind its computation draws the curve")
        case let probe as ProgressProbe: give(probe, book.progress(), orSay: "this run does not say its loss")
        case let probe as ActivationsProbe where core != nil: give(probe, core?.activations, orSay: none)
        case let probe as ActivationsProbe: give(probe, shown.flatMap(activations), orSay: none)
        case let probe as PredictionProbe where core == nil && probe.sample == .pinned:
            give(probe, shown?.answers?.reading(row), orSay: shown.map(Self.reasonOfNoAnswers) ?? none)
        case let probe as SampleProbe where core == nil && probe.sample == .pinned:
            let later = "sample \(row) of the batch comes with the next recorded step: n"
            give(probe, shown.flatMap(sample), orSay: shown.map { $0.record.input == nil ? "no sample was sent" : later } ?? none)
        case let probe as OptimizerProbe where core == nil:
            give(probe, optimizerState(), orSay: "the optimizer’s state comes with the next updates")
        case let probe as WeightsProbe where core == nil:
            give(
                probe, weights(probe),
                orSay: shown == nil ? none : "this module has no matrix of weights, or its picture is on the way")
        case let probe as DiagnosisProbe:
            let ofStep = core.map { Diagnosis(ofOneStep: $0.facts(looking: false)).findings } ?? []
            let ofRun = findingsOfRun
            give(probe, core == nil && ofRun.isEmpty ? nil : Diagnosis(ranking: ofRun + ofStep), orSay: refusal ?? none)
        case let probe as GradientsProbe where core != nil: give(probe, gradients(probe), orSay: none)
        case let probe as GradientsProbe:
            give(probe, book.gradients(probe, step: shown), orSay: "norms of gradients come with the next updates")
        case let probe as ModulesProbe: give(probe, shown.map { book.modules($0) }, orSay: none)
        case let probe as WatchesProbe:
            give(probe, probe.reading(watches, upTo: book.newest, hit: hitNow) { self.value(of: $0) }, orSay: none)
        case let probe as HitsProbe: give(probe, HitsProbe.rows(watches), orSay: none)
        case let probe as RanksProbe:
            give(probe, RanksProbe.Reading(world: run?.world ?? 0, ranks: rankFacts, stacks: stacks), orSay: none)
        case let probe as ExplanationProbe where core?.knownOptimizer == nil && core != nil:
            var reading = core.flatMap { probe.read($0) }
            // The update of an unknown optimizer cannot be explained.
            reading?.sections.removeAll { $0.kind == .update }
            give(probe, reading, orSay: none)
        case _ where core.map { Self.isAnswered(probe, by: $0) } ?? false: if let core { snapshot.take(probe, from: core) }
        default: snapshot.withhold(probe, because: Self.reason(for: probe, refusal))
        }
    }

    private static func reasonOfNoAnswers(_ step: RunBook.Step) -> String {
        do throws(BatchAnswers.Refusal) {
            _ = try BatchAnswers(step.record)
            return ""
        } catch { return error.text }
    }

    /// Gradients of the step in view, with their way over the run.
    func gradients(_ probe: GradientsProbe) -> GradientsProbe.Reading? {
        guard let core, var reading = probe.read(core) else { return nil }
        if let way = book.gradients(probe, step: shown), way.history.count == reading.layers.count {
            (reading.history, reading.historyRange) = (way.history, way.historyRange)
        }
        return reading
    }

    /// Whether a step that was computed again has an answer: of its own batch, before its update.
    static func isAnswered(_ probe: any Probe, by core: CoreMoment) -> Bool {
        let foreign: TensorSet = [.history, .heldOutOutputs, .heldOutActivations, .optimizerState]
        if probe is WatchesProbe || probe is HitsProbe { return false }
        if probe is OptimizerProbe { return core.hasUpdate }
        return !probe.wants.isEmpty && probe.wants.isDisjoint(with: foreign) || probe is ParameterProbe
            || probe is ExplanationProbe
            || probe is CheckProbe || probe is WalkProbe
    }

    /// A sentence on why a pane that asks a probe has nothing to show.
    /// - Parameter refusal: the reason why steps are not computed again here.
    static func reason(for probe: any Probe, _ refusal: String?) -> String {
        switch probe {
        case is PredictionProbe, is SampleProbe, is ExplanationProbe, is WalkProbe, is NeuronProbe, is WeightsProbe,
            is ParameterProbe,
            is LayerProbe:
            refusal ?? "nothing is recorded yet: n records the next update"
        case is BeliefProbe, is SamplesProbe: "only the samples of recorded batches are known"
        case is ScenarioProbe: "this run has no scenario: its settings stand in its own program"
        case is BranchesProbe: "a run that trains elsewhere cannot be changed here, so that it has no branches"
        case is OptimizerProbe:
            refusal ?? "the optimizer's state is shown once an update has been made here, too, and led to the same weights"
        default:
            probe.wants.contains(.heldOutOutputs) || probe.wants.contains(.heldOutActivations)
                ? "no held-out samples go through a network that trains elsewhere"
                : probe.wants.contains(.grid)
                    ? "no other inputs go through a network that trains elsewhere"
                    : "a run that trains elsewhere does not send what this pane shows"
        }
    }
}
