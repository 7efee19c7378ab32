import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// The list of panes, narrowed by typing.
struct PaneMenuTests {
    @Test(arguments: [
        ("l g r", PaneID.gradients), ("l m i s", .mistakes), ("l c o n f", .confusion), ("l g r Backspace*2 w e i", .weights),
        ("l w e z", .weights), ("l d i g i t", .draw),
    ])
    func lettersNarrowTheList(_ keys: String, _ pane: PaneID) throws {
        let script = try Example.pressing(keys)
        #expect(script.dashboard.menu?.chosen == pane)
        #expect(try Example.pressing("Enter", script).view.focus == pane)
    }

    @Test func whatIsTypedStandsAboveAndEscapeTakesItBackFirst() throws {
        var script = try Example.pressing("l g r")
        #expect(script.text.contains("Open a pane: gr"))
        #expect(script.dashboard.menu?.panes.contains(.mistakes) == false)
        try script.press("Escape")
        #expect(script.dashboard.menu?.panes.count == PaneID.allCases.count && script.dashboard.menu?.chosen == .gradients)
        try script.press("Escape")
        #expect(script.dashboard.isClear)
        #expect(try Example.pressing("l q").dashboard.isClear && !(try Example.pressing("l q").hasQuit))
    }

    @Test func arrowsGoThroughThoseThatAreLeft() throws {
        let menu = try #require(try Example.pressing("l s a").dashboard.menu)
        #expect(menu.panes.count >= 2 && menu.chosen == menu.panes[0])
        #expect(try Example.pressing("l s a Down").dashboard.menu?.chosen == menu.panes[1])
        #expect(try Example.pressing("l s a Up").dashboard.menu?.chosen == menu.panes.last)
    }
}
