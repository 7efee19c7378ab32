import Inspection

extension Session {
    /// All iterations of this branch that have been recorded, line by line.
    public func metricsText(_ format: MetricsFormat) -> String {
        let names = trainer.metricsNames
        var heldOut: [Int: HeldOutPoint] = [:]
        for point in metrics.heldOut { heldOut[point.iteration] = point }
        var text = format.header(names)
        for index in 0..<metrics.count {
            let point = heldOut[index + 1]
            let values: [Double?] =
                [
                    Double(index + 1), machine.epochs.epochs(afterIterations: index + 1), metrics.trainLoss[index],
                    index < metrics.trainAccuracy.count ? metrics.trainAccuracy[index] : nil, point?.loss, point?.accuracy,
                    learningRate(at: index),
                ] + metrics.gradientNorms.map { index < $0.count ? $0[index] : nil }
            text += format.line(names, values)
        }
        return text
    }
}
