import Basics

/// `L = −ln p[y]` of the target class y, and `∂L/∂z = p − y` with `p = softmax(z)`.
extension SoftmaxCrossEntropyFunction {
    private func row(_ position: Int, _ sample: Int, _ output: UnsafePointer<Scalar>) -> [Double] {
        let first = (sample * termsPerSample + position) * classCount
        return (0..<classCount).map { Double(output[first + $0]) }
    }

    private func target(_ position: Int, _ sample: Int, _ unit: Int, _ targets: Targets<Scalar>) -> Double {
        Double(target(sample * termsPerSample + position, unit, targets))
    }

    /// `e^z / Σ e^z`; with the largest z taken off where the powers would leave what can be counted.
    private func probability(_ unit: Int, _ row: [Double], _ first: Int) -> Arithmetic {
        let largest = row.max() ?? 0
        let isWide = row.contains { abs($0) > 80 }
        func power(_ index: Int) -> Arithmetic {
            let z = Arithmetic.named("z", row[index], .output(first + index))
            return .function(.exponential, isWide ? .difference(z, .named("max z", largest)) : z)
        }
        return .quotient(power(unit), .sum(row.indices.map(power)))
    }

    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, _ name: (Int) -> String) -> LossTerms {
        var wantedClass: Int?
        let values = (0..<termsPerSample).map { position -> Arithmetic in
            let row = row(position, sample, output)
            let parts = row.indices.compactMap { unit -> Arithmetic? in
                let wanted = target(position, sample, unit, targets)
                guard wanted != 0 else { return nil }
                if takesClasses, isPlain { wantedClass = unit }
                let logarithm = Arithmetic.function(.logarithm, .named("p", probability(unit, row, position * classCount).value))
                return .negative(wanted == 1 ? logarithm : .product([.named("y", wanted), logarithm]))
            }
            return parts.count == 1 ? parts[0] : .sum(parts)
        }
        let formula =
            takesClasses && isPlain
            ? (termsPerSample == 1 ? wantedClass.map { "−ln p[\(name($0))]" } : nil) ?? "−ln p[y]" : "−Σ y·ln p"
        return LossTerms(formula: formula, values: values)
    }

    func explainOutput(unit: Int, sample: Int, output: UnsafePointer<Scalar>) -> ExplainLine? {
        let (position, index) = (unit / classCount, unit % classCount)
        let probability = probability(index, row(position, sample, output), position * classCount)
        return ExplainLine("p", "softmax(z) = e^z / Σ e^z", probability)
    }

    func explainGradient(unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double)
        -> ExplainLine
    {
        let (position, index) = (unit / classCount, unit % classCount)
        let row = row(position, sample, output)
        let p = probability(index, row, position * classCount).value
        let total = takesClasses && isPlain ? 1 : row.indices.reduce(0) { $0 + target(position, sample, $1, targets) }
        let isWhole = abs(total - 1) < 1e-6
        let scaled = isWhole ? Arithmetic.named("p", p) : .product([.named("p", p), .named("Σy", total)])
        let error = Arithmetic.difference(scaled, .named("y", target(position, sample, index, targets)))
        let formula = isWhole ? "p − y" : "p·Σy − y"
        guard divisor != 1 else { return ExplainLine("∂L/∂z", formula, error) }
        return ExplainLine(
            "∂L/∂z", "(\(formula)) / \(Int(saturating: divisor))", .quotient(error, .constant(divisor)))
    }
}
