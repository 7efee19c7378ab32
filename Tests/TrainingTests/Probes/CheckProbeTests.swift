import Inspection
import Testing
import Training

@Suite struct CheckProbeTests {
    private func check(_ session: Session, _ column: Int, _ neuron: Int, _ input: Int) throws -> CheckProbe.Check {
        let reading = session.ask(CheckProbe(selection: Selection(column: column, neuron: neuron, input: input)))
        guard case .checked(let check)? = reading else { throw Missing() }
        return check
    }

    private struct Missing: Error {}

    @Test(
        arguments: [
            ("softmaxCrossEntropy", nil, 0), ("mse", nil, 0.1), ("hinge", nil, 0), ("hinge(margin:0.5)", "norm:0.01", 0.1),
            ("softmaxCrossEntropy", "norm:0.01", 0), ("softmaxCrossEntropy", "value:0.001", 0.2),
        ] as [(String, String?, Double)])
    func everyWeightsGradientAgreesBeforeAndAfterTheUpdate(_ loss: String, _ clip: String?, _ l2: Double) throws {
        let session = try Small.session("dense:4,tanh,dense:3", loss: loss, clip: clip, l2: l2)
        session.step(.iteration, count: 3)
        for passes in [3, 1] {
            session.step(.pass, count: passes)
            for (column, neurons, inputs) in [(1, 4, 5), (2, 3, 4)] {
                for neuron in 0..<neurons {
                    for input in 0..<inputs {
                        let check = try check(session, column, neuron, input)
                        #expect(check.agrees || check.isKink, "\(check)")
                        let explained = try #require(session.explained(column, neuron, input))
                        #expect(explained.gradient == check.analytic, "the number that is checked is the one that is explained")
                    }
                }
            }
        }
    }

    @Test(arguments: ["norm:0.01", "value:0.001"]) func anIterationThatIsLookedAtOnTheWayAndThenRunOutAgrees(_ clip: String)
        throws
    {
        let session = try Small.session("dense:4,tanh,dense:3", clip: clip)
        session.step(.iteration, count: 3)
        session.step(.pass, count: 2)
        session.finishIteration(observed: false)
        for neuron in 0..<4 {
            let check = try check(session, 1, neuron, 0)
            #expect(check.agrees, "\(check)")
        }
    }

    @Test func thereIsNothingToCheckBeforeTheBackwardState() throws {
        let session = try Small.session()
        for phase in session.machine.phases.prefix(session.machine.doneBeforeUpdates) {
            session.step(.layer)
            if case .backward = phase { continue }
            #expect(session.ask(CheckProbe(selection: Selection(column: 2, neuron: 0, input: 0))) == nil)
        }
    }
}
