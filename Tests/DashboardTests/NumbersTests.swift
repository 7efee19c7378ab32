import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// The graph of a small network, with its numbers.
struct NumbersTests {
    /// One sample, as in a first lesson: x is 2 and 1, and 1 is wanted.
    private func script(_ size: Size, keys: String) throws -> ScriptedDashboard {
        let set = Dataset(
            name: "one", source: "made for tests", sampleShape: [2], classNames: [], features: .values([2, 1]),
            targets: .vectors([1], width: 1))
        let scenario = Scenario(
            name: "one", network: "dense:2,relu,dense:1", loss: "mse", initializer: "constant:0.5", learningRate: 0.1, batch: 1)
        let session = try Session(scenario, data: DatasetPair(train: set, heldOut: set), history: 1 << 18)
        var script = ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
        try script.press(keys)
        return script
    }

    /// The rows of the graph.
    private func rows(_ script: ScriptedDashboard) throws -> [String] {
        let area = try #require(script.dashboard.arrangement.area(of: .network))
        return script.text.split(separator: "\n", omittingEmptySubsequences: false)[area.y..<area.bottom].map {
            String(Array($0)[area.x..<min($0.count, area.right)])
        }
    }

    /// Twice z = ½·2 + ½·1 = 1.5, a = 1.5, and out of them 1.5.
    @Test(arguments: [Size(80, 20), Size(80, 24), Size(120, 40), Size(200, 60)])
    func everyNeuronAndLineHasItsNumber(_ size: Size) throws {
        let text = try rows(script(size, keys: "s*8")).joined(separator: "\n")
        for part in ["x  2.00", "x  1.00", "z  1.50", "a  1.50", "y  1.00"] { #expect(text.contains(part), "\(part)\n\(text)") }
        #expect(text.matches(of: /0\.500/).count >= 6 && text.matches(of: /δ +/).count >= 3, "\(text)")
    }

    @Test func whatIsNotComputedYetHasNoNumber() throws {
        let text = try rows(script(Size(80, 24), keys: "s s")).joined(separator: "\n")
        #expect(text.contains("z  1.50") && !text.contains("a  1.50") && !text.contains(/δ +[0-9−]/))
        #expect(!(try rows(script(Size(80, 24), keys: ""))).joined().contains("x  2.00"))
    }

    @Test func aClickOnAWeightSelectsIt() throws {
        var script = try script(Size(80, 24), keys: "s*9")
        let area = try #require(script.dashboard.arrangement.area(of: .network))
        var seen: Set<[Int]> = []
        for y in area.y..<area.bottom {
            for x in area.x..<area.right {
                try script.handle(.mouse(MouseEvent(.press, at: Point(x: x, y: y))))
                let selection = script.view.selection
                seen.insert([selection.column, selection.neuron, selection.input ?? -1])
            }
        }
        for weight in [[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1], [2, 0, 0], [2, 0, 1]] { #expect(seen.contains(weight)) }
    }

    @Test func largeNetworksHaveNoSuchViewAndSmallOnesCanDoWithout() throws {
        var small = try script(Size(120, 40), keys: "s*9 v")
        #expect(try !rows(small).joined().contains("z  1.50"))
        try small.press("v v v")
        #expect(try rows(small).joined().contains("z  1.50"))
        var large = try Example.script(network: "dense:40,relu,dense:3")
        let first = large.text
        try large.press("v v v C-l")
        #expect(large.text == first)
    }

    /// Of one sample there is nothing to be seen over the plane; of several, the picture leaves the symbol its cell.
    @Test func noPictureHidesTheSymbolOfANeuron() throws {
        let one = try rows(script(Size(120, 40), keys: "s*8 v")).dropFirst().joined()
        #expect(!one.contains("▀") && one.contains(/[▲▼]/))
        var several = try Planes.script("xor")
        try several.press("s*10 v")
        let symbols = try rows(several).dropFirst().joined().matches(of: /[▲▼▴▾·]/).count
        #expect(symbols >= 5, "five neurons, the selected among them")
    }
}
