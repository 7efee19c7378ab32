/// A normalization of rows of a sample's elements, each row by its own mean and deviation: over the last axes, or groups of
/// channels.
protocol RowNormalization<Scalar>: Layer {
    /// Elements of a row.
    var size: Int { get }
    var rowsPerSample: Int { get }
    /// Whether gains and shifts follow.
    var affine: Bool { get }
    /// Number of gains, and of shifts.
    var gainCount: Int { get }
    /// Which gain, and which shift, belongs to an element of a sample.
    func gain(of unit: Int) -> Int
}

extension RowNormalization {
    var outputShape: Shape { inputShape }
    var scratchSpecs: [ScratchSpec] { [ScratchSpec("mean", [rowsPerSample]), ScratchSpec("inverseDeviation", [rowsPerSample])] }
    func formula(_ letters: LayerLetters) -> String { letters.normalized(affine: affine) }

    func symbol(ofTensor name: String, _ indices: [Int]) -> ParameterSymbol {
        ParameterSymbol(name == "bias" ? "β" : "γ", indices)
    }

    func parameters(of unit: Int, in pass: LayerPass<Scalar>) -> [Int] {
        affine ? [gain(of: unit), gainCount + gain(of: unit)] : []
    }

    private func normalized(_ unit: Int, _ pass: LayerPass<Scalar>) -> ExplainLine {
        let row = pass.sample * rowsPerSample + unit / size
        return ExplainLine(
            "x̂", "(\(pass.letters.input) − μ)·1/σ",
            .product([
                .difference(
                    .named(pass.letters.input, pass.input[unit], .input(unit)), .named("μ", pass.memory.scratch[0][row])),
                .named("1/σ", pass.memory.scratch[1][row]),
            ]))
    }

    private func factor(_ unit: Int, _ pass: LayerPass<Scalar>) -> Arithmetic {
        affine ? .named("γ", pass.parameters[gain(of: unit)], .parameter(gain(of: unit))) : .constant(1)
    }

    func explainOutput(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        let line = normalized(unit, pass)
        guard affine else { return [ExplainLine(pass.letters.output, line.formula, line.arithmetic, Double(pass.output[unit]))] }
        let shift = gainCount + gain(of: unit)
        let arithmetic = Arithmetic.sum([
            .product([factor(unit, pass), .named("x̂", line.value)]), .named("β", pass.parameters[shift], .parameter(shift)),
        ])
        return [line.asStep, ExplainLine(pass.letters.output, "γ·x̂ + β", arithmetic, Double(pass.output[unit]))]
    }

    func explainInputGradient(_ unit: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dx = pass.inputGradient, let dy = pass.outputGradient else { return [] }
        let first = unit / size * size
        let places = first..<first + size
        let h = places.map { factor($0, pass).value * dy[$0] }
        let hats = places.map { normalized($0, pass).value }
        let mean = h.reduce(0, +) / Double(size)
        let dot = zip(h, hats).reduce(0) { $0 + $1.0 * $1.1 } / Double(size)
        let line = normalized(unit, pass)
        let error = pass.letters.outputError
        let row = pass.sample * rowsPerSample + unit / size
        let arithmetic = Arithmetic.product([
            .named("1/σ", pass.memory.scratch[1][row]),
            .sum([
                .product([factor(unit, pass), .named(error, dy[unit], .outputGradient(unit))]),
                .negative(.named("mean g", mean)),
                .negative(.product([.named("x̂", line.value), .named("mean g·x̂", dot)])),
            ]),
        ])
        return [
            line.asStep,
            ExplainLine(
                pass.letters.inputError, "1/σ·(g − mean g − x̂·mean(g·x̂)), g = \(affine ? "γ·" : "")\(error)", arithmetic, dx[unit]
            ),
        ]
    }

    func explainGradient(ofParameter index: Int, in pass: LayerPass<Scalar>) -> [ExplainLine] {
        guard let dy = pass.outputGradients else { return [] }
        let memory = pass.memory
        let isShift = index >= gainCount
        let units = (0..<inputShape.count).filter { gain(of: $0) == index % gainCount }
        let places = pass.samples.flatMap { sample in units.map { sample * inputShape.count + $0 } }
        let terms = places.enumerated().map { order, place in
            let row = place / size
            let hat = Double((memory.input[place] - memory.scratch[0][row]) * memory.scratch[1][row])
            return ProductSum.Term(source: order, parameter: nil, weight: dy[place], factor: isShift ? 1 : hat)
        }
        return [
            pass.gradientLine(
                isShift ? "∂L/∂β" : "∂L/∂γ", terms, weight: pass.letters.outputError, factor: isShift ? "1" : "x̂",
                parameter: index)
        ].compactMap { $0 }
    }
}

/// Mean and deviation of one row.
enum RowStatistics {
    /// The mean, and `1/√(var + ε)` with the biased variance; both sums in Double.
    @inline(__always)
    static func of<Scalar: NetworkScalar>(_ x: UnsafePointer<Scalar>, _ size: Int, _ epsilon: Double) -> (
        mean: Scalar, inverse: Scalar
    ) {
        var sum = 0.0
        for i in 0..<size { sum += Double(x[i]) }
        let mean = sum / Double(size)
        var squares = 0.0
        for i in 0..<size {
            let d = Double(x[i]) - mean
            squares += d * d
        }
        return (Scalar(mean), Scalar(1 / (squares / Double(size) + epsilon).squareRoot()))
    }
}

extension LayerLetters {
    /// `a = (x − mean) / √(var + ε)·γ + β`
    func normalized(affine: Bool) -> String {
        "\(output) = (\(input) − mean) / √(var + ε)" + (affine ? "·γ + β" : "")
    }
}
