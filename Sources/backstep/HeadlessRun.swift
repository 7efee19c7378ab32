import Basics
import Datasets
import Foundation
import Inspection
import TerminalGraphics
import Training

/// Training without a screen: progress lines, and an end that says what has been reached.
struct HeadlessRun {
    enum Style { case text, json }

    let source: SessionSource
    let style: Style
    /// Where each iteration's numbers go; nil: nowhere.
    var metrics: (file: StreamedFile, format: MetricsFormat)?

    /// The best moment by the held-out samples, of a run that stops where they get no better.
    struct Best {
        var point: HeldOutPoint
        /// The parameters of that moment, as a file.
        var model: [UInt8]
    }

    /// Trains to the end.
    /// - Returns: the parameters as a file: those of the best moment of a run that stops by `patience`, else those of the end.
    @discardableResult
    func run() throws -> [UInt8] {
        let trainer = try source.makeTrainer { what in
            if style == .text { Output.write("\(what) …\n") }
        }
        let start = ProcessInfo.processInfo.systemUptime
        let total = trainer.finalIteration
        let perEpoch = trainer.machine.epochs.iterationsPerEpoch(at: 0)
        let interval = max(1, min(perEpoch, total / 20))
        if let remark = trainer.remark { StandardError.write("backstep: \(remark)\n") }
        if style == .json { Output.write(Self.dataLine(trainer.data)) }
        if style == .text {
            let (data, network) = (trainer.data, trainer.network)
            if let understanding = data.understanding { Output.write("\(understanding)\n") }
            Output.write(
                "\(data.train.name): \(data.train.count) to train on, \(data.heldOut.count) held out; \(network.spec.text), \(network.parameters.count) parameters\n"
            )
        }
        if let metrics {
            trainer.startStatistics()
            try metrics.file.append(metrics.format.header(trainer.stepMetricsNames))
        }
        let names = trainer.stepMetricsNames
        var meanLoss = 0.0
        var counted = 0
        var reason = trainer.reasonToStop
        var hasWarned = false
        var best: Best?
        let keepsBest = trainer.scenario.stop.contains { $0.name == "patience" }
        while reason == nil {
            trainer.finishIteration()
            if !hasWarned && !trainer.batchLoss.isFinite { hasWarned = warn(trainer) }
            if let metrics { try metrics.file.append(metrics.format.line(names, trainer.metricsOfStep())) }
            let iteration = trainer.completedIterations
            meanLoss += trainer.batchDataLoss
            counted += 1
            reason = trainer.reasonToStop
            if keepsBest, let point = trainer.bestEvaluationNow { best = Best(point: point, model: trainer.modelFile()) }
            if reason != nil || iteration % interval == 0 {
                report(trainer, meanLoss / Double(counted), ProcessInfo.processInfo.systemUptime - start, reason)
            }
            if iteration % interval == 0 {
                meanLoss = 0
                counted = 0
            }
        }
        let seconds = ProcessInfo.processInfo.systemUptime - start
        if !hasWarned { warn(trainer) }
        try metrics?.file.finish()
        finish(trainer, seconds, reason, best)
        return best?.model ?? trainer.modelFile()
    }

    private static func text(_ best: Best) -> String {
        "\nbest held-out loss \(NumberFormat.significant(4).string(best.point.loss)) at iteration \(best.point.iteration): these weights are kept"
    }

    /// The data that is trained on, as a line of JSON.
    private static func dataLine(_ data: DatasetPair) -> String {
        let facts = data.facts
        var line = JSONLine("data")
        line.add("samples", facts.samples)
        line.add("heldOut", facts.heldOut)
        line.add("leftOut", facts.leftOut)
        line.add("inputs", facts.inputs)
        line.add("target", facts.target)
        line.add("task", facts.isClassification ? "classification" : "regression")
        line.add("classes", facts.classes)
        line.add("scale", facts.scale.rawValue)
        return line.text
    }

    /// Says on standard error where the first NaN or infinity appeared: training goes on, since NaN is a value, but nobody should
    /// have to guess.
    /// - Returns: true if there is one.
    @discardableResult
    private func warn(_ trainer: Trainer) -> Bool {
        guard let text = trainer.nonFiniteText else { return false }
        StandardError.write(
            "backstep: \(text); what follows is no training any more: \(trainer.nonFiniteAdvice)\n"
        )
        return true
    }

    private func report(_ trainer: Trainer, _ loss: Double, _ seconds: Double, _ reason: String?) {
        let iterations = trainer.completedIterations
        let epoch = trainer.machine.epochs.epochs(afterIterations: iterations)
        switch style {
        case .text:
            Output.write(
                "epoch \(NumberFormat.fixed(2).string(epoch))  iteration \(iterations)  train loss \(NumberFormat.significant(4).string(loss))  \(Int(saturating: Double(iterations) / max(seconds, 1e-9)))/s\n"
            )
        case .json:
            var line = JSONLine("progress")
            line.add("iterations", iterations)
            line.add("epoch", epoch)
            line.add("samplesSeen", trainer.samplesSeen)
            line.add("trainLoss", loss)
            line.add("seconds", seconds)
            // The last line's keys are fixed, so the reason stands here.
            if let reason { line.add("stopped", reason) }
            Output.write(line.text)
        }
    }

    private func finish(_ trainer: Trainer, _ seconds: Double, _ reason: String?, _ best: Best?) {
        let train = trainer.evaluateTrain()
        let test = trainer.evaluateHeldOut()
        let digest = trainer.parametersDigest()
        switch style {
        case .text:
            let accuracy =
                test.accuracy.map { ", accuracy \(NumberFormat.percent(2).string($0))" }
                ?? test.determination.map { ", R² \(NumberFormat.fixed(4).string($0))" } ?? ""
            Output.write(
                """
                trained \(trainer.completedIterations) iterations, \(trainer.samplesSeen) samples, in \(NumberFormat.fixed(2).string(seconds)) s\(reason.map { "; \($0)" } ?? "")
                train loss \(NumberFormat.significant(4).string(train.loss)), held-out loss \(NumberFormat.significant(4).string(test.loss))\(accuracy) (\(test.samples) samples)\(best.map(Self.text) ?? "")
                \(trainer.nonFiniteText.map { $0 + "\n" } ?? "")parameters \(digest)

                """)
        case .json:
            var line = JSONLine("end")
            line.add("iterations", trainer.completedIterations)
            line.add("samplesSeen", trainer.samplesSeen)
            line.add("trainLoss", train.loss)
            line.add("testLoss", test.loss)
            line.add("testAccuracy", test.accuracy)
            line.add("seconds", seconds)
            line.add("parametersDigest", digest)
            if let best {
                line.add("bestIteration", best.point.iteration)
                line.add("bestHeldOutLoss", best.point.loss)
            }
            // Only where there is something to say: the other keys are always the same.
            if let determination = test.determination { line.add("testR2", determination) }
            if let nonFinite = trainer.nonFiniteText { line.add("nonFinite", nonFinite) }
            Output.write(line.text)
        }
    }
}

/// A JSON object as a line. Numbers that JSON does not have (NaN, ∞) are null.
struct JSONLine {
    private var members: JSONObject

    init(_ event: String) { members = JSONObject([("event", .string(event))]) }

    mutating func add(_ name: String, _ value: Int) { members[name] = .number(Double(value)) }

    mutating func add(_ name: String, _ value: Double?) {
        members[name] = value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }

    mutating func add(_ name: String, _ value: String) { members[name] = .string(value) }

    mutating func add(_ name: String, _ values: [String]) { members[name] = .array(values.map { .string($0) }) }

    var text: String { JSONValue.object(members).text + "\n" }
}
