import Inspection
import NeuralNetwork
import Testing
import Training

/// The gradient check of scenarios, and its table.
struct CheckTableTests {
    @Test(arguments: [
        "dense:6,relu,dense:3", "conv:2x3,tanh,maxpool:2,flatten,dense:3", "lstm:4,dense:3",
        "dense:6,batchNorm,dropout:0.3,dense:3",
    ])
    func aScenariosGradientsAreProven(network: String) throws {
        let scenario = SmallSets.scenario(network) {
            $0.l1 = 0.01
            $0.l2 = 0.02
        }
        let outcome = try ScenarioCheck(scenario, data: SmallSets.pictures, samples: 3).run(atMost: 300)
        #expect(outcome.passes, "\(outcome.report)")
        #expect(outcome.report.count > 50)
    }

    @Test(arguments: CheckTable.rows, CheckTable.losses)
    func everyCellOfTheTableIsProven(row: CheckTable.Row, loss: String) throws {
        let report = try CheckTable.check(row, loss: loss)
        #expect(report.worstRelativeError <= ScenarioCheck.tolerance, "\(report)")
        #expect((report.kinks > 0) == row.isKink)
    }

    @Test func theTableHasEveryLayerAndLoss() throws {
        func kinds(_ layers: [LayerSpec]) -> Set<String> {
            layers.reduce(into: []) { set, layer in
                set.insert(layer.name)
                if layer.name == "residual" { set.formUnion(kinds(layer.layers("layers") ?? [])) }
            }
        }
        let covered = try CheckTable.rows.reduce(into: Set<String>()) {
            $0.formUnion(kinds(try NetworkSpec.layers(parsing: $1.network)))
        }
        #expect(covered == Set(LayerSpec.names))
        #expect(Set(try CheckTable.losses.map { try LossSpec(parsing: $0).name }) == Set(LossSpec.names))
    }
}
