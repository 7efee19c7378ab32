import Dashboard
import TerminalGraphics
import Testing
import Training

/// No number is cut: half a number is another number.
struct CutNumberTests {
    /// Digits, a point, and then the sign for what there was no room for. Between two numbers it stands for a range.
    private static func isCut(_ line: Substring) -> Bool {
        let characters = Array(line)
        return characters.indices.dropFirst().contains { place in
            guard characters[place] == "…", characters[place - 1].isNumber || characters[place - 1] == "." else { return false }
            let next = place + 1 < characters.count ? characters[place + 1] : " "
            return !next.isNumber && next != "−"
        }
    }

    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func everyPaneShowsItsNumbersWhole(_ size: Size) throws {
        for pane in ["activations", "confusion", "gradients", "optimizer", "weights", "loss", "branches", "prediction", "layer"] {
            var script = try Example.script(size)
            try script.press("n*7 \":pane \(pane)\" Enter")
            for line in script.text.split(separator: "\n") { #expect(!Self.isCut(line), "\(pane) at \(size): \(line)") }
        }
    }
}
