import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Panes that a person or a scenario has chosen, and the explanation in two columns below them.
struct ChosenPanesTests {
    private func shown(_ script: ScriptedDashboard) -> [PaneID] { script.dashboard.arrangement.places.map(\.pane) }

    @Test func aLineShowsThesePanesAndNoOthersUntilAnotherBringsAllBack() throws {
        var script = try Example.pressing("n", size: Size(80, 24))
        let all = shown(script)
        try script.press("\":panes network explain\" Enter")
        #expect(shown(script) == [.network, .explain])
        try script.press(":panes Enter")
        #expect(shown(script) == all)
    }

    @Test func aPaneIsHiddenAndItsRoomIsTheOthers() throws {
        var script = try Example.pressing("n", size: Size(120, 40))
        let all = shown(script)
        try script.press("\":hide weights\" Enter")
        #expect(Set(shown(script)) == Set(all).subtracting([.weights]))
        try script.press("X")
        #expect(Set(shown(script)) == Set(all).subtracting([.weights, .network]) && script.view.focus != .network)
        try script.press("\":panes loss\" Enter X")
        #expect(shown(script) == [.loss], "the last one stays")
    }

    @Test func whatIsNoPaneIsSaidWhereItStands() throws {
        let script = try Example.pressing("\":panes network explian\" Enter")
        #expect(script.text.contains("no pane is called 'explian'; did you mean explain?"))
        #expect(try Example.pressing("\":panes loss loss\" Enter").text.contains("loss stands there already"))
    }

    @Test func aScenarioOpensOnItsPanes() throws {
        for text in ["panes: [network, explain]", "view: {panes: network explain}"] {
            let scenario = try Scenario(yaml: "name: bars\nnetwork: dense:6,relu,dense:3\nbatch: 3\n\(text)\n", source: "test")
            let session = try Session(scenario, data: Example.data, history: 1 << 18)
            let script = ScriptedDashboard(Dashboard(size: Size(80, 24)), SessionDriver(session, history: 1 << 18))
            #expect(shown(script) == [.network, .explain])
            #expect(try Scenario(yaml: scenario.yaml, source: "again").view == scenario.view)
        }
    }

    /// What has just been computed is in view, and what a check has found; a person scrolls, and the next step follows again.
    @Test func theExplanationFollowsTheMomentAndScrolls() throws {
        var script = try Example.pressing("\":panes network explain\" Enter n*2 s*8", size: Size(80, 20))
        #expect(script.text.contains("LOSS  L =") && script.text.contains(/[▲▼] \d+/))
        try script.press("x Home")
        #expect(script.text.contains("BACKWARD  of") && script.view.explanation.scroll == 0)
        try script.press("Down*2")
        #expect(script.view.explanation.scroll == 2 && script.iterations == 2)
        try script.press("PageDown")
        #expect(script.view.explanation.scroll ?? 0 > 2)
        try script.press("s")
        #expect(script.view.explanation.scroll == nil)
        try script.press("k")
        #expect(script.text.contains("✓"))
    }

    @Test(arguments: ["80x20", "80x24"])
    func theSentenceOfTheStepIsNeverCutWithinAWord(_ size: String) throws {
        let numbers = size.split(separator: "x").compactMap { Int($0) }
        var script = try Example.script(Size(numbers[0], numbers[1]))
        for _ in 0..<20 {
            try script.press("s")
            let row = script.text.split(separator: "\n", omittingEmptySubsequences: false)[numbers[1] - 3]
            #expect(row.contains(":  ") && !row.contains("…"), "\(row)")
        }
    }

    @Test func targetAndAnswerAreAmongTheOutputsWhereThereIsRoomForFew() {
        for target in 0..<10 {
            for answer in 0..<10 {
                let chosen = (0..<10).evenlyChosen(4, with: [target, answer])
                #expect(chosen.count == 4 && chosen.contains(target) && chosen.contains(answer) && chosen == chosen.sorted())
            }
        }
        #expect((0..<128).evenlyChosen(4, with: []) == [0, 32, 64, 96] && (0..<3).evenlyChosen(6, with: [1]) == [0, 1, 2])
    }

    @Test func theSameNeuronsAreShownWhileItRuns() throws {
        var script = try Example.script(Size(80, 24), network: "dense:40,relu,dense:3")
        func units() throws -> [Int] {
            let probe = NetworkProbe(rows: 5, edges: 0, selection: script.view.selection)
            return try #require(script.driver.snapshot([probe])[probe]).columns[1].map(\.index)
        }
        try script.press("n")
        let before = try units()
        try script.press("Space C-l C-l C-l")
        #expect(try units() == before && before.contains(script.view.selection.neuron))
    }

    @Test func aKeyLetsTheGraphShowErrorsWhileItRuns() throws {
        var script = try Example.pressing("n*2 Space")
        #expect(script.text.contains(" i errors ") && !script.text.contains("errors δ"))
        try script.press("i")
        #expect(script.text.contains("errors δ") && script.text.contains(/[▲▼▴▾]/))
        try script.press("i i i")
        #expect(script.view.graph.signal == nil)
    }
}
