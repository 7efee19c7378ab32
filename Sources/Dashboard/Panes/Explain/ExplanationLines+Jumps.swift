import Inspection
import NeuralNetwork
import TerminalGraphics

/// Places where the numbers of an explanation can be looked up, and the ways that the error has come.
extension ExplanationLines {
    /// The numbers that come from somewhere, and where that is; of several from one place the first.
    func jumps(_ arithmetic: Arithmetic, _ section: ExplanationProbe.Section) -> [(factor: ExplainFactor, selection: Selection)] {
        var found: [(factor: ExplainFactor, selection: Selection)] = []
        for factor in arithmetic.factors {
            guard let selection = selection(factor.origin, section, isSum: false),
                !found.contains(where: { $0.selection == selection })
            else { continue }
            found.append((factor, selection))
        }
        return found
    }

    func selection(_ origin: ExplainFactor.Origin, _ section: ExplanationProbe.Section, isSum: Bool) -> Selection? {
        guard let layer = section.layer else { return nil }
        let own = status.layers[layer].column
        if case .stage(let stage, let unit) = origin { return inner(stage, unit, of: own) }
        if reading.inner != nil, case .outputGradient(let unit) = origin, unit < status.columns[own].units {
            return Selection(column: own, neuron: unit, input: nil, sample: context.view.selection.sample)
        }
        if let sources = section.sources, case .input(let unit) = origin {
            switch sources {
            case .stage(let stage): return inner(stage, unit, of: own)
            case .nowhere:
                // Of a single number it is said that it is the layer's input; of a sum's that they are of several things.
                guard !isSum, reading.inner == nil else { return nil }
                return before(own, unit)
            case .column(let column): return before(column + 1, unit)
            }
        }
        let isFirst = status.columns[own].layers.lowerBound == layer
        let target: (column: Int, neuron: Int)
        switch (origin, section.kind) {
        case (.input(let unit), .forward) where isFirst: target = (own - 1, unit)
        // A sum that comes back is over the outputs of the layer that it comes from.
        case (.input(let unit), .backward) where isSum && isFirst: target = (own, unit)
        case (.outputGradient(let unit), .backward) where isFirst: target = (own, unit)
        default: return nil
        }
        guard target.column > 0, target.column < status.columns.count, target.neuron < status.columns[target.column].units else {
            return nil
        }
        return Selection(column: target.column, neuron: target.neuron, input: nil, sample: context.view.selection.sample)
    }

    private func before(_ column: Int, _ unit: Int) -> Selection? {
        guard column > 1, unit < status.columns[column - 1].units else { return nil }
        return Selection(column: column - 1, neuron: unit, input: nil, sample: context.view.selection.sample)
    }

    private func inner(_ stage: Int, _ unit: Int, of column: Int) -> Selection? {
        let stages = status.columns[column].stages
        guard stage < stages.count - 1, unit < stages[stage].units else { return nil }
        return Selection(
            column: column, neuron: min(unit, status.columns[column].units - 1), input: nil,
            sample: context.view.selection.sample,
            inner: StageUnit(stage: stage, unit: unit))
    }

    /// The ways that the error takes, those that carry most first.
    var paths: [Line] {
        guard !reading.paths.isEmpty, status.hasError(column: reading.column, neuron: reading.neuron) else { return [] }
        let heading = StyledText([
            ("WAYS FROM THE LOSS", theme.style(theme.backward, .bold)),
            ("  from the output's error, times w·f′ at each step", theme.dim),
        ])
        return [Line(text: heading)] + reading.paths.map(way)
    }

    /// `z₂[0] (∂L/∂a 0.44 × f′ 0.25) → z₁[3] (w 1.20 × f′ 0.90)  = 0.119`
    private func way(_ path: ErrorPath) -> Line {
        var text = StyledText("   ", theme.plain)
        for (index, step) in path.steps.enumerated() {
            let slope = step.slope.map { "f′ " + format.string($0) }
            let arriving =
                index == 0
                ? "\(slope == nil ? "δ" : "∂L/∂a") \(format.string(path.error))" : step.weight.map { "w " + format.string($0) }
            text.append((index == 0 ? "" : " → ") + status.elementName("z", step.neuron, numberedColumn: step.column), theme.bold)
            text.append(" (\([arriving, slope].compactMap { $0 }.joined(separator: " × ")))", theme.dim)
        }
        text.append("  = " + format.string(path.contribution), theme.style(theme.signed(path.contribution), .bold))
        let jump = path.steps.dropLast().last.map {
            Selection(column: $0.column, neuron: $0.neuron, input: nil, sample: context.view.selection.sample)
        }
        return Line(text: text, jump: jump)
    }
}
