/// Softmax cross-entropy: the output is logits, classes on the last axis. On class indices `−logSoftmax(y)[t]`, on probabilities
/// `−Σ_c t_c · logSoftmax(y)_c`, one term for each position. No logarithm of a probability is taken, so logits of ±1000 work. The
/// gradient is `p·Σt − t` with `p = softmax(y)`; for indices `p − onehot(t)`.
///
/// `smoothing` ε takes `(1 − ε)·t + ε/C` in place of t (Szegedy et al., "Rethinking the Inception architecture", 2016). `weights`, one
/// for each class, multiply it: a rare class then counts as much as the others. The same as `torch.nn.CrossEntropyLoss`, but for its mean
/// over weighted samples, which PyTorch divides by the sum of their weights and this by their number, so that it stays the mean of what
/// each sample says.
public enum SoftmaxCrossEntropy: LossKind {
    public static let schema = SpecSchema(
        "softmaxCrossEntropy", aliases: ["crossEntropy", "softmaxCE", "ce"], summary: "−ln p[y], p = softmax(z)",
        [
            .init("target", .word(["indices", "probabilities"]), default: .word("indices")), .reduction,
            .init("smoothing", .number(.fraction), default: .number(0)),
            .init("weights", .numbers(.notNegative), default: .numbers([])),
        ])
    public static let formula = "−ln p[y], p = softmax(z)"
    public static let displayName = "softmax + cross-entropy"
    public static let shortName = "cross-entropy"
    public static let outputIsDistribution = true
    public static let outputIsLogits = true

    public static func targetForm(_ spec: LossSpec) -> TargetForm { spec.word("target") == "indices" ? .classes : .values }

    public static func classWeights(_ spec: LossSpec) -> [Double] { spec.numbers("weights") }

    /// Shares after smoothing and weights, which then sum to 1 again.
    public static func bestShares(_ spec: LossSpec, _ shares: [Float]) -> [Float] {
        let (smoothing, weights) = (Float(spec.number("smoothing")), spec.numbers("weights").map { Float($0) })
        let even = smoothing / Float(max(1, shares.count))
        let wanted = shares.enumerated().map { place, share in
            (share * (1 - smoothing) + even) * (weights.indices.contains(place) ? weights[place] : 1)
        }
        let total = wanted.reduce(0, +)
        return smoothing == 0 && weights.isEmpty || total == 0 ? shares : wanted.map { $0 / total }
    }

    public static func make<Scalar: NetworkScalar>(_ spec: LossSpec, output: Shape, _ scalar: Scalar.Type) -> any LossFunction<
        Scalar
    > {
        SoftmaxCrossEntropyFunction<Scalar>(
            output: output, takesClasses: spec.takesClasses, smoothing: spec.number("smoothing"), weights: spec.numbers("weights")
        )
    }
}

final class SoftmaxCrossEntropyFunction<Scalar: NetworkScalar>: LossFunction {
    let termsPerSample: Int
    let classCount: Int
    let takesClasses: Bool
    private let smoothing: Scalar
    private let weights: [Scalar]

    init(output: Shape, takesClasses: Bool, smoothing: Double = 0, weights: [Double] = []) {
        (self.smoothing, self.weights) = (Scalar(smoothing), weights.map { Scalar($0) })
        classCount = max(1, output.last)
        termsPerSample = output.count / classCount
        self.takesClasses = takesClasses
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func sum(_ samples: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double {
        let rows = (samples.lowerBound * termsPerSample)..<(samples.upperBound * termsPerSample)
        if !isPlain { return adjustedSum(rows, output: output, targets) }
        return takesClasses
            ? CrossEntropyRows.sum(rows, classCount, output, targets.classes)
            : CrossEntropyRows.sum(rows, classCount, output, targets.values)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func gradient(
        count: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, scale: Scalar,
        into gradient: UnsafeMutablePointer<Scalar>
    ) {
        let rows = count * termsPerSample
        SoftmaxRows.forward(rows: rows, columns: classCount, output, gradient)
        if !isPlain {
            adjustedGradient(rows, targets, scale: scale, into: gradient)
        } else if takesClasses {
            CrossEntropyRows.subtract(rows, classCount, targets.classes, scale, gradient)
        } else {
            CrossEntropyRows.subtract(rows, classCount, targets.values, scale, gradient)
        }
    }

    /// Targets are taken as they are.
    var isPlain: Bool { smoothing == 0 && weights.isEmpty }

    /// The target of a class after smoothing and weights.
    @inline(__always)
    func target(_ row: Int, _ column: Int, _ targets: Targets<Scalar>) -> Scalar {
        let given: Scalar =
            takesClasses ? (Int(targets.classes[row]) == column ? 1 : 0) : targets.values[row &* classCount &+ column]
        if isPlain { return given }
        let smoothed = given * (1 - smoothing) + smoothing / Scalar(classCount)
        return column < weights.count ? smoothed * weights[column] : smoothed
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    private func adjustedSum(_ rows: Range<Int>, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> Double {
        var total = 0.0
        for row in rows {
            let y = output + row &* classCount
            let (maximum, logarithm) = SoftmaxRows.logarithmOfSum(classCount, y)
            for c in 0..<classCount { total += Double(target(row, c, targets) * (logarithm - (y[c] - maximum))) }
        }
        return total
    }

    /// `gradient = scale·(p·Σt − t)` where gradient holds p.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    private func adjustedGradient(
        _ rows: Int, _ targets: Targets<Scalar>, scale: Scalar, into gradient: UnsafeMutablePointer<Scalar>
    ) {
        for row in 0..<rows {
            let g = gradient + row &* classCount
            var total: Scalar = 0
            for c in 0..<classCount { total += target(row, c, targets) }
            for c in 0..<classCount { g[c] = scale * (g[c] * total - target(row, c, targets)) }
        }
    }

    func probabilities(count: Int, output: UnsafePointer<Scalar>, into probabilities: UnsafeMutablePointer<Scalar>) {
        SoftmaxRows.forward(rows: count * termsPerSample, columns: classCount, output, probabilities)
    }
}

/// The loops of softmax cross-entropy over rows of logits.
private enum CrossEntropyRows {
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sum<Scalar: NetworkScalar>(
        _ rows: Range<Int>, _ classCount: Int, _ logits: UnsafePointer<Scalar>, _ classes: UnsafePointer<Int32>
    ) -> Double {
        var total = 0.0
        for row in rows {
            let y = logits + row &* classCount
            let target = checked(classes[row], classCount)
            let (maximum, logarithm) = SoftmaxRows.logarithmOfSum(classCount, y)
            total += Double(logarithm - (y[target] - maximum))
        }
        return total
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func sum<Scalar: NetworkScalar>(
        _ rows: Range<Int>, _ classCount: Int, _ logits: UnsafePointer<Scalar>, _ targets: UnsafePointer<Scalar>
    ) -> Double {
        var total = 0.0
        for row in rows {
            let y = logits + row &* classCount
            let t = targets + row &* classCount
            let (maximum, logarithm) = SoftmaxRows.logarithmOfSum(classCount, y)
            var sum: Scalar = 0
            for c in 0..<classCount { sum += t[c] * (logarithm - (y[c] - maximum)) }
            total += Double(sum)
        }
        return total
    }

    /// `gradient = scale·(p − onehot)` where gradient holds p.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func subtract<Scalar: NetworkScalar>(
        _ rows: Int, _ classCount: Int, _ classes: UnsafePointer<Int32>, _ scale: Scalar, _ gradient: UnsafeMutablePointer<Scalar>
    ) {
        for row in 0..<rows {
            let g = gradient + row &* classCount
            g[checked(classes[row], classCount)] -= 1
            for c in 0..<classCount { g[c] *= scale }
        }
    }

    /// `gradient = scale·(p·Σt − t)` where gradient holds p.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    static func subtract<Scalar: NetworkScalar>(
        _ rows: Int, _ classCount: Int, _ targets: UnsafePointer<Scalar>, _ scale: Scalar,
        _ gradient: UnsafeMutablePointer<Scalar>
    ) {
        for row in 0..<rows {
            let g = gradient + row &* classCount
            let t = targets + row &* classCount
            var total: Scalar = 0
            for c in 0..<classCount { total += t[c] }
            for c in 0..<classCount { g[c] = scale * (g[c] * total - t[c]) }
        }
    }

    @inline(__always)
    private static func checked(_ target: Int32, _ classCount: Int) -> Int {
        let index = Int(target)
        precondition(index >= 0 && index < classCount, "a target class lies outside the network's classes")
        return index
    }
}
