/// `L = −ln p[y]` of the target class y, and `∂L/∂z = p − y` with `p = softmax(z)`.
extension SoftmaxCrossEntropyFunction {
    private func row(_ position: Int, _ sample: Int, _ output: UnsafePointer<Scalar>) -> [Double] {
        let first = (sample * termsPerSample + position) * classCount
        return (0..<classCount).map { Double(output[first + $0]) }
    }

    private func target(_ position: Int, _ sample: Int, _ unit: Int, _ targets: Targets<Scalar>) -> Double {
        let row = sample * termsPerSample + position
        return takesClasses ? (Int(targets.classes[row]) == unit ? 1 : 0) : Double(targets.values[row * classCount + unit])
    }

    private func probability(_ unit: Int, _ row: [Double], _ first: Int) -> Arithmetic {
        let largest = row.max() ?? 0
        func power(_ index: Int) -> Arithmetic {
            .function(.exponential, .difference(.named("z", row[index], .output(first + index)), .named("max", largest)))
        }
        return .quotient(power(unit), .sum(row.indices.map(power)))
    }

    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>) -> [ExplainLine] {
        let parts = (0..<termsPerSample).flatMap { position -> [Arithmetic] in
            let row = row(position, sample, output)
            return row.indices.compactMap { unit in
                let wanted = target(position, sample, unit, targets)
                guard wanted != 0 else { return nil }
                let logarithm = Arithmetic.function(.logarithm, .named("p", probability(unit, row, position * classCount).value))
                return .negative(wanted == 1 ? logarithm : .product([.named("y", wanted), logarithm]))
            }
        }
        return [ExplainLine("Σ", takesClasses && termsPerSample == 1 ? "−ln p[y]" : "Σ −y·ln p", .sum(parts))]
    }

    func explainGradient(unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double)
        -> [ExplainLine]
    {
        let (position, index) = (unit / classCount, unit % classCount)
        let row = row(position, sample, output)
        let p = ExplainLine("p", "e^(z − max) / Σ e^(z − max)", probability(index, row, position * classCount))
        let total = takesClasses ? 1 : row.indices.reduce(0) { $0 + target(position, sample, $1, targets) }
        let scaled = total == 1 ? Arithmetic.named("p", p.value) : .product([.named("p", p.value), .named("Σy", total)])
        let error = Arithmetic.difference(scaled, .named("y", target(position, sample, index, targets)))
        return [
            p,
            ExplainLine(
                "∂L/∂y", divisor == 1 ? "p − y" : "(p − y) / n", divisor == 1 ? error : .quotient(error, .named("n", divisor))),
        ]
    }
}
