/// An optimizer's update of any parameter in the field's notation, with the settings in force: momentum, decay and the like only where
/// they take part.
public struct UpdateFormula: Hashable, Sendable {
    /// One line for each thing that is computed, in order: `v ← μ·v + g`, then the new weight, `w ← w − η·v`.
    public let steps: [String]
    /// Numbers that the steps have letters for and that are the same for all parameters: η, μ, λ.
    public let settings: [ExplainFactor]

    /// An update of which nobody knows more than that it changes weights.
    public static let unknown = UpdateFormula([])

    /// The explanation of an update but for the parameter's own numbers.
    init(_ lines: [ExplainLine]) {
        // The last two lines are Δw and w + Δw; Δw begins with a minus.
        steps = lines.dropLast().map { line in
            line.name == "Δw"
                ? "w ← w − \(line.formula.dropFirst())"
                : "\(line.name) \(line.formula.contains(line.name) ? "←" : "=") \(line.formula)"
        }
        var seen: Set<String> = ["η"]
        let factors = lines.flatMap(\.arithmetic.factors).filter { $0.origin == .setting }
        // η stands in the last step, and is the number that people look for.
        settings = factors.filter { $0.name == "η" }.prefix(1) + factors.filter { seen.insert($0.name).inserted }
    }
}

extension Optimizer {
    /// The update that this optimizer makes, from what it explains of a parameter; of the first step only what holds of the others,
    /// too.
    /// - Parameters:
    ///   - learningRate: η of the step, after the schedule.
    ///   - hasBegun: whether `step` is that of the update in view, or of the one before it.
    public func formula(learningRate: Double, begun hasBegun: Bool) -> UpdateFormula {
        let any = ParameterUpdate(
            weight: 1, gradient: 1, learningRate: learningRate, step: max(2, step + (hasBegun ? 0 : 1)),
            before: slots.map { _ in 1 }, scalars: scalars(begun: hasBegun))
        return UpdateFormula(explain(any))
    }
}
