import Assets
import Dashboard
import Datasets
import Inspection
import Testing
import Training

@Suite("Scenarios that come with backstep")
struct ScenarioFileTests {
    @Test(arguments: Assets.scenarios.map(\.name))
    func opensTrainsAndSaysItsPointInALine(_ name: String) throws {
        let scenario = try Trial.scenario(name)
        #expect(scenario.name == name)
        #expect((20...110).contains(scenario.summary.count), "\(scenario.summary)")
        if let pane = scenario.view.pane { #expect(PaneCatalog.pane(named: pane) != nil, "\(pane)") }
        let trial = try Trial(name) { scenario in
            if scenario.data == nil { scenario.trainCount = min(64, scenario.trainCount ?? 64) }
        }
        trial.train(2)
        #expect(trial.session.completedIterations == 2)
        #expect(trial.session.batchDataLoss.isFinite)
    }

    @Test func noNameStandsTwice() {
        #expect(Set(Assets.scenarios.map(\.name)).count == Assets.scenarios.count)
    }
}
