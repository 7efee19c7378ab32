import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// Clicks on the two lines below the panes: passes and layers are gone to, hints are pressed.
struct ClickBelowTests {
    /// A click on the first place where a text stands in a row counted from below.
    private func click(_ text: String, row: Int, _ script: ScriptedDashboard, offset: Int = 0) throws -> ScriptedDashboard {
        var script = script
        let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let y = (lines.last?.isEmpty == true ? lines.count - 1 : lines.count) - row
        let start = try #require(lines[y].range(of: text))
        let x = String(lines[y][..<start.lowerBound]).cellWidth + offset
        try script.handle(.mouse(MouseEvent(.press, at: Point(x: x, y: y))))
        return script
    }

    @Test(arguments: [
        ("BATCH", 1), ("FORWARD", 4), ("LOSS", 5), ("BACKWARD", 8), ("UPDATE", 10), ("relu₁", 3), ("dense₂ ▸ LOSS", 4),
    ])
    func aPassOrLayerOfTheRailIsGoneTo(_ text: String, _ done: Int) throws {
        let script = try click(text, row: 2, Example.pressing("n*3 s*7"))
        #expect(script.position == Position(iteration: 3, done: done))
    }

    @Test(arguments: ["▸ LOSS", "grain layer"]) func betweenTheNamesNothingIsGoneTo(_ text: String) throws {
        let script = try click(text, row: 2, Example.pressing("n*3 s*7"))
        #expect(script.position == Position(iteration: 3, done: 7))
    }

    @Test(arguments: [
        ("s step", 0, "s"), ("step", 1, "s"), ("n iteration", 0, "n"), ("iteration", 4, "n"), ("←↑↓→", 2, "Down"),
        ("[ ]", 2, "]"),
        ("? help", 0, "?"), ("Space run", 3, "Space"), ("l list", 0, "l"),
    ])
    func aHintPressesItsKey(_ text: String, _ offset: Int, _ key: String) throws {
        let clicked = try click(text, row: 1, Example.pressing("n*3"), offset: offset)
        let pressed = try Example.pressing("n*3 \(key)")
        #expect(clicked.text == pressed.text && clicked.digest == pressed.digest)
    }

    @Test func theHintOfTheEndQuits() throws {
        #expect(try click("q quit", row: 1, Example.pressing("")).hasQuit)
    }
}
