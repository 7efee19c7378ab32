import Basics

extension ElementwiseLossFunction {
    private func element(_ unit: Int, _ sample: Int, _ output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>)
        -> ElementwiseExplanation
    {
        let place = sample * termsPerSample + unit
        return Kind.explanation(a: Double(output[place]), y: Double(targets.values[place]), constant: Double(constant))
    }

    /// In brackets where it is a sum or a quotient.
    private func grouped(_ formula: String) -> String {
        var depth = 0
        let isOne = formula.allSatisfy { character in
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            return depth > 0 || !"+−/,".contains(character)
        }
        return isOne ? formula : "(\(formula))"
    }

    func explain(sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, _ name: (Int) -> String) -> LossTerms {
        let elements = (0..<termsPerSample).map { element($0, sample, output, targets) }
        return LossTerms(formula: elements.count == 1 ? elements[0].formula : Kind.formula, values: elements.map(\.value))
    }

    func explainOutput(unit: Int, sample: Int, output: UnsafePointer<Scalar>) -> ExplainLine? {
        Kind.explainOutput(Double(output[sample * termsPerSample + unit]), .output(unit))
    }

    func explainGradient(unit: Int, sample: Int, output: UnsafePointer<Scalar>, _ targets: Targets<Scalar>, divisor: Double)
        -> ExplainLine
    {
        let element = element(unit, sample, output, targets)
        guard divisor != 1 else { return ExplainLine("∂L/∂a", element.slopeFormula, element.slope) }
        return ExplainLine(
            "∂L/∂a", "\(grouped(element.slopeFormula)) / \(Int(saturating: divisor))",
            .quotient(element.slope, .constant(divisor)))
    }
}
