import Inspection

extension Selection {
    /// To the layer before or behind. Within a layer that computes in stages, from one stage to the next: before the first lies
    /// the layer before, behind the last one before the outputs these.
    mutating func moveColumn(_ step: Int, _ columns: [GraphColumn]) {
        guard columns.count > 1 else { return }
        if let inner { return moveStage(step, from: inner, columns) }
        column = min(columns.count - 1, max(1, column + step))
        neuron = min(neuron, columns[column].units - 1)
        input = nil
    }

    private mutating func moveStage(_ step: Int, from inner: StageUnit, _ columns: [GraphColumn]) {
        input = nil
        let stages = columns[column].stages
        let next = inner.stage + step
        if next >= stages.count - 1 {
            self.inner = nil
            neuron = min(inner.unit, columns[column].units - 1)
        } else if next < 0 {
            let before = max(1, column - 1)
            self = Selection(column: before, neuron: min(inner.unit, columns[before].units - 1), input: nil, sample: sample)
        } else {
            self.inner = StageUnit(stage: next, unit: min(inner.unit, stages[next].units - 1))
        }
    }

    /// To the neuron above or below, round the ends.
    mutating func moveNeuron(_ step: Int, _ columns: [GraphColumn]) {
        guard columns.indices.contains(column) else { return }
        input = nil
        if let inner {
            let units = columns[column].stages[inner.stage].units
            self.inner?.unit = ((inner.unit + step) % units + units) % units
            return
        }
        let units = columns[column].units
        let distance = step * columns[column].unitLayout.stride
        neuron = ((neuron + distance) % units + units) % units
    }

    /// To another of the neuron's weights, of those ranked by what they carry.
    mutating func moveWeight(_ step: Int, _ ranking: [Int]) {
        guard !ranking.isEmpty else { return }
        let present = input.flatMap { ranking.firstIndex(of: $0) } ?? 0
        input = ranking[min(ranking.count - 1, max(0, present + step))]
    }
}
