import Dashboard
import Inspection
import NeuralNetwork
import TerminalGraphics
import Testing
import Training

/// Networks whose numbers are 0, tiny, huge, infinite or not numbers: every pane draws them, at every size.
struct SickNetworkTests {
    /// What a network suffers from.
    struct Illness: Sendable, CustomTestStringConvertible {
        var layer: String
        var count: Int
        var initializer: String?
        var rate = 0.1
        var optimizer = "sgd"
        var keys = "n n"
        var testDescription: String { "\(count) × \(layer), \(initializer ?? "as usual"), η \(rate), \(optimizer)" }

        func script(_ size: Size, glyphs: GlyphTier = .braille, seed: UInt64 = 1) throws -> ScriptedDashboard {
            let network = Array(repeating: layer, count: count).joined(separator: ",") + (count > 0 ? "," : "") + "dense:3"
            var scenario = Scenario(name: "sick", network: "\(network)", batch: 3, pinned: 1)
            scenario.initializer = initializer.map { "\($0)" }
            scenario.learningRate = rate
            scenario.optimizer = "\(optimizer)"
            let session = try Session(scenario, data: Example.data, seed: seed, history: 1 << 18)
            return ScriptedDashboard(Dashboard(size: size, glyphs: glyphs), SessionDriver(session, history: 1 << 18))
        }
    }

    static let illnesses = [
        Illness(layer: "dense:8,relu", count: 14, initializer: "normal(std:0.01)"),
        Illness(layer: "dense:4,sigmoid", count: 100),
    ]

    /// Folded layers whose smallest norm is 0 have no place on a logarithmic axis.
    @Test(arguments: illnesses, [Size(80, 24), Size(120, 40)]) func vanishedGradientsAreDrawn(_ illness: Illness, _ size: Size)
        throws
    {
        var script = try illness.script(size)
        try script.press(illness.keys + " \":pane gradients\" Enter")
        #expect(script.text.contains("Gradients") && script.text.contains("more"))
    }
}
