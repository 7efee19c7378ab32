import Assets
import Basics
import Inspection
import NeuralNetwork
import Testing
import Training

/// Of every scenario that comes with backstep: whatever is selected, at any moment, the numbers of its explanation compute to its
/// results.
struct ExplanationClaimsTests {
    @Test(arguments: Assets.scenarios.map(\.name))
    func twoHundredSelectionsComputeToWhatIsShown(_ name: String) throws {
        let session = try Trial(name) { scenario in
            if scenario.data == nil { scenario.trainCount = min(64, scenario.trainCount ?? 64) }
            scenario.batch = min(8, scenario.batch)
        }.session
        session.step(.iteration, count: 2)
        var source = RandomSource(seed: 23, 5)
        var (lines, selections) = (0, 0)
        while selections < 200 {
            session.step(.layer, count: 1 + source.integer(below: 2 * session.machine.stateCount))
            // Several at each moment: to get there costs more than to look.
            for _ in 0..<20 {
                let column = 1 + source.integer(below: session.columns.count - 1)
                let count = session.status.batchCount
                let sample: SampleChoice = source.uniform() < 0.5 || count == 0 ? .pinned : .batch(source.integer(below: count))
                var selection = Selection(
                    column: column, neuron: source.integer(below: session.columns[column].units),
                    input: source.integer(below: 900),
                    sample: sample)
                let stages = session.columns[column].stages
                if stages.count > 1, source.uniform() < 0.5 {
                    let stage = source.integer(below: stages.count - 1)
                    selection.inner = StageUnit(stage: stage, unit: source.integer(below: stages[stage].units))
                }
                let reading = try #require(ExplanationProbe(selection: selection).read(session))
                #expect(reading.sections.contains { $0.kind == .forward && !$0.lines.isEmpty })
                for section in reading.sections where section.isKnown {
                    for line in section.lines {
                        let again = line.arithmetic.value
                        let scale = max(line.arithmetic.magnitude, abs(line.value))
                        // A value that is none stays none; Float has seven digits, and sums of hundreds lose some.
                        let agrees =
                            abs(again - line.value) <= 1e-4 * scale + 1e-7 || again.isNaN && line.value.isNaN || !scale.isFinite
                        #expect(agrees, "\(name): \(line.name) = \(line.formula) = \(line.value), from its numbers \(again)")
                        lines += 1
                    }
                }
                selections += 1
            }
        }
        #expect(lines > 400)
    }
}
