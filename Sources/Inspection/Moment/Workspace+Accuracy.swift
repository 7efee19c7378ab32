import NeuralNetwork

extension Workspace<Float> {
    /// The number of samples of the batch whose largest output is where it should be; none of those that answer NaN.
    /// - Parameters:
    ///   - targets: how the loss takes its targets.
    ///   - isBinary: a single output stands for two classes: yes from probability ½ on, or from logit 0 on.
    /// - Returns: nil where outputs are no classes.
    package func countCorrect(_ loss: LossSpec, _ targets: TargetForm, isBinary: Bool) -> Int? {
        let outputs = output
        let width = outputs.shape.count
        guard width > 1 else { return isBinary && width == 1 && targets != .classes ? countCorrectSigns(loss) : nil }
        let row = UnsafePointer(outputs.pointer)
        if targets == .classes { return countLargest(row, width, UnsafePointer(targetClasses.baseAddress)) }
        var correct = 0
        for sample in 0..<count {
            let row = row + sample * width
            var best = 0
            for index in 1..<width where row[index] > row[best] || row[index].isNaN { best = index }
            if !row[best].isNaN && targetValues[sample * width + best] == 1 { correct += 1 }
        }
        return correct
    }

    /// The same where targets are classes: every comparison with the target's has to hold, which none with a NaN does. Without a
    /// branch for each output, since nobody foresees how those would go.
    private func countLargest(_ outputs: UnsafePointer<Float>, _ width: Int, _ classes: UnsafePointer<Int32>?) -> Int {
        guard let classes else { return 0 }
        var correct = 0
        for sample in 0..<count {
            let row = outputs + sample &* width
            let target = Int(classes[sample])
            let value = row[target]
            var failing: Int32 = 0
            for index in 0..<width { failing |= row[index] <= value ? 0 : 1 }
            // The first of several that are the largest is the answer.
            if failing == 0 { for index in 0..<target { failing |= row[index] == value ? 1 : 0 } }
            correct &+= failing == 0 ? 1 : 0
        }
        return correct
    }

    private func countCorrectSigns(_ loss: LossSpec) -> Int {
        let border: Float = loss.outputIsLogits ? 0 : loss.decisionBorder
        return (0..<count).count { sample in
            !output.pointer[sample].isNaN && (output.pointer[sample] >= border) == (targetValues[sample] == 1)
        }
    }
}
