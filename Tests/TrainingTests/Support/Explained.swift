import Inspection
import NeuralNetwork
import Training

/// The numbers of an explanation, by what they are on the screen.
struct Explained {
    let reading: ExplanationProbe.Reading
    let parameter: ExplanationProbe.ExplainedParameter

    private func lines(_ kind: ExplanationProbe.Section.Kind) -> [[ExplainLine]] {
        reading.sections.filter { $0.kind == kind && $0.layer != nil }.map(\.lines)
    }

    private func sections(_ kind: ExplanationProbe.Section.Kind) -> [[ExplainLine]] {
        reading.sections.filter { $0.kind == kind }.map(\.lines)
    }

    private func sum(_ line: ExplainLine?) -> ProductSum? {
        switch line?.arithmetic {
        case .products(let sum, _, _)?, .mean(let sum, _, _, _)?: sum
        default: nil
        }
    }

    var z: Double { lines(.forward).first?.last?.value ?? .nan }
    var a: Double { lines(.forward).last?.last?.value ?? .nan }
    var weightedSum: ProductSum? { sum(lines(.forward).first?.last) }
    /// What arrives at a.
    var error: Double { sections(.backward).first?.last?.value ?? .nan }
    /// Nil in the last column, where the error comes from the loss.
    var errorSum: ProductSum? { sum(sections(.backward).first?.last) }
    var delta: Double { sections(.backward).last?.last?.value ?? .nan }
    var deltaFormula: String { sections(.backward).last?.last?.formula ?? "" }
    /// f′(z), as the screen has it; nil where a is z.
    var slope: Double? { sections(.backward).last?.first { $0.name == "f′(z)" }?.value }
    /// δ·a of the sample in view.
    var sampleGradient: Double { sampleLine?.value ?? .nan }
    /// The activation that the weight is multiplied with.
    var source: Double { sum(sampleLine)?.terms.first?.factor ?? .nan }
    private var sampleLine: ExplainLine? { sections(.sampleGradient).first?.last ?? sections(.gradient).first?.first }
    /// Of the batch, with penalties, before clipping.
    var gradient: Double { sections(.gradient).last?.last?.value ?? .nan }
    /// What the batch's samples say.
    var batchSum: ProductSum? { sum(sections(.gradient).last?.first) }
    var gradientLines: [ExplainLine] { sections(.gradient).last ?? [] }
    var update: [ExplainLine] { sections(.update).last ?? [] }
    var updateIsKnown: Bool { reading.sections.contains { $0.kind == .update && $0.isKnown } }
    var gradientIsKnown: Bool { reading.sections.contains { $0.kind == .gradient && $0.isKnown } }
    /// Nil until it is made.
    var change: Double? { updateIsKnown ? update.last { $0.name == "Δw" }?.value : nil }
    var weight: Double { parameter.value }
    var updated: Double? { parameter.updated }
}

extension Session {
    func explained(_ column: Int, _ neuron: Int, _ input: Int?, _ sample: SampleChoice = .pinned) -> Explained? {
        let selection = Selection(column: column, neuron: neuron, input: input, sample: sample)
        guard let reading = ask(ExplanationProbe(selection: selection)), let parameter = reading.parameter else { return nil }
        return Explained(reading: reading, parameter: parameter)
    }
}
