import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Testing
import Training

/// What the Confusion pane says, and how it is told from pictures of signed numbers.
struct ConfusionPaneTests {
    @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
    func rowsAndColumnsSayWhatTheyAre(_ size: Size) throws {
        let text = try Example.pressing("3n \":pane confusion\" Enter", size: size).text
        #expect(text.contains("rows = true") && text.contains("columns = "), "\(text)")
        #expect(
            try Example.pressing("3n \":pane confusion\" Enter z", size: size).text.contains("columns = what the network says"))
    }

    @Test(arguments: Theme.all)
    func itsColorsAreNoneOfThoseOfSignedNumbers(_ theme: Theme) throws {
        var script = ScriptedDashboard(
            Dashboard(size: Size(80, 24), theme: theme), SessionDriver(try Example.session(), history: 1 << 16))
        try script.press("n \":pane confusion\" Enter z")
        let frame = script.frame
        var found = Set<Color>()
        for y in 4..<8 { for x in 2..<20 { found.insert(frame[x, y].style.background) } }
        found.remove(theme.background)
        found.remove(.terminal)
        #expect(!found.isEmpty)
        #expect(found.isDisjoint(with: theme.diverging.colors))
    }

    @Test func whatIsRightIsToldWithoutColor() throws {
        let text = try Example.pressing("60n \":pane confusion\" Enter z", size: Size(80, 24)).text
        #expect(text.contains("[4]"), "\(text)")
    }
}
