import Datasets
import ElementaryFunctions
import Inspection

// Answers to probes, made from what has been told. A probe without an answer gets the reason why.

extension RunBook {
    func curves(_ probe: CurvesProbe, cursor: Int) -> CurvesProbe.Reading? {
        guard !losses.isEmpty, let first else { return nil }
        let range = CurvesProbe.window(newest, zoomLevel: probe.zoomLevel, cursor: newest)
        let shown = probe.zoomLevel == 0 ? max(0, first - 1)..<max(first, newest) : range
        return CurvesProbe.Reading(
            range: shown, trainLoss: losses.columns(probe.columns, of: shown),
            trainAccuracy: Array(repeating: nil, count: probe.columns), heldOut: heldOut, latestTrainLoss: losses.latest,
            newestTrainLoss: losses.latest, cursor: newest, epochs: EpochCourse(sampleCount: Self.endless, batchSize: 1),
            interventions: [],
            rateChanges: rates.dropFirst().map { CurvesProbe.RateChange(iteration: $0.step, rate: $0.rate) },
            scheduledChanges: [],
            notes: notes.map { CurvesProbe.Note(name: $0.name, iteration: $0.step, value: $0.value) }
        )
    }

    /// The verdict on the loss's course; of ranges of steps, each counted as one.
    func progress() -> ProgressVerdict? {
        guard !losses.isEmpty else { return nil }
        let series = losses.series
        var verdict = ProgressVerdict(series, count: series.count, heldOut: [], guessing: nil, longestWindow: 3000)
        verdict.latest = losses.latest
        return verdict
    }

    /// The newest norms; what is known of the error comes from the recorded step in view.
    func gradients(_ probe: GradientsProbe, step: Step?) -> GradientsProbe.Reading? {
        guard let frame = norms.last else { return nil }
        let modules = step.map { step in step.machine.trainableLayers.map { step.calls.calls[$0].module } } ?? trainedModules
        let reference = step.flatMap { step in
            step.machine.trainableLayers.last.flatMap { ModuleCalls.rms(step.calls.calls[$0].delta, step.record) }
        }
        let layers = modules.enumerated().map { place, module -> GradientsProbe.LayerGradient in
            let layer = step.map { $0.machine.trainableLayers[place] } ?? place
            let norm = norm(ofModule: module, gradients: true, in: frame)
            let weights = norm.flatMap { _ in self.norm(ofModule: module, gradients: false, in: frame) } ?? 0
            let delta = step.flatMap { ModuleCalls.rms($0.calls.calls[layer].delta, $0.record) }
            let relative = delta.flatMap { delta in reference.flatMap { $0 == 0 && delta == 0 ? nil : delta / $0 } }
            return GradientsProbe.LayerGradient(
                layer: layer, column: layer + 1, kind: model.modules[module].type, inputs: 0,
                outputs: step?.calls.calls[layer].count ?? 0, norm: norm, normBefore: nil, parameterNorm: weights,
                updateRatio: change(ofModule: module).flatMap { weights > 0 ? $0 / weights : nil }, relativeError: relative,
                verdict: norm.map { GradientVerdict(norm: $0, relativeError: relative ?? 1) }, verdictBefore: nil)
        }
        let range = max(0, (first ?? 1) - 1)..<max(1, newest)
        return GradientsProbe.Reading(
            layers: layers, overall: layers.compactMap(\.verdict).max(),
            history: modules.map { history(ofModule: $0, columns: probe.historyColumns, range) }, historyRange: range,
            budget: ShrinkBudget(steps: []), lossSamples: 1, peak: nil, clipping: nil, update: frame.step)
    }

    /// Modules with parameters of their own, in the order of the model.
    private var trainedModules: [Int] {
        model.parameters.compactMap(\.module).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    func change(ofModule module: Int) -> Double? {
        guard let values = changes?.values["dw"] else { return nil }
        return parameters(ofModule: module).reduce(0) { $0 + values[$1] * values[$1] }.squareRoot()
    }

    /// log₁₀ of the mean ‖g‖ in each part of a range of updates.
    private func history(ofModule module: Int, columns: Int, _ range: Range<Int>) -> [Double?] {
        guard columns > 0 else { return [] }
        var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: columns)
        for frame in norms where range.contains(frame.step - 1) {
            guard let norm = norm(ofModule: module, gradients: true, in: frame), norm.isFinite else { continue }
            let column = min(columns - 1, (frame.step - 1 - range.lowerBound) * columns / range.count)
            sums[column] = (sums[column].sum + norm, sums[column].count + 1)
        }
        return sums.map { $0.count == 0 ? nil : $0.sum > 0 ? Elementary.log10($0.sum / Double($0.count)) : -.infinity }
    }

    func modules(_ step: Step) -> ModulesProbe.Reading {
        ModulesProbe.Reading(
            update: step.record.step,
            calls: step.calls.calls.enumerated().map { layer, call in
                ModulesProbe.Call(
                    layer: layer, name: model.modules[call.module].name, type: model.modules[call.module].type, count: call.count,
                    output: ModuleCalls.rms(call.output, step.record), delta: ModuleCalls.rms(call.delta, step.record))
            }, unseen: step.calls.unseen.map { model.modules[$0].name })
    }
}
