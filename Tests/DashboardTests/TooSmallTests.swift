import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// On a screen that shows nothing but its least size, keys do nothing that could not be seen; leaving always works.
struct TooSmallTests {
    private func effects(_ opened: String, _ key: KeyPress, _ size: Size = Size(width: 10, height: 3)) throws -> (
        effects: [Effect], dashboard: Dashboard
    ) {
        let script = try Example.pressing(opened, Example.script())
        var dashboard = script.dashboard
        _ = dashboard.handle(.resize(size), snapshot: script.snapshot)
        return (dashboard.handle(.key(key), snapshot: script.snapshot), dashboard)
    }

    @Test(arguments: ["", "g", "g 1 2", "?", "z", "12"])
    func qQuitsAndCtrlZSuspendsWhateverWasOpen(opened: String) throws {
        #expect(try effects(opened, .character("q")).effects == [.quit])
        #expect(try effects(opened, .control("z")).effects == [.suspend])
    }

    @Test(
        arguments: ["g 1", "?"],
        [KeyPress.character("7"), KeyPress(.escape), KeyPress(.enter), KeyPress(.backspace), .character("s")])
    func otherKeysChangeNothing(opened: String, key: KeyPress) throws {
        let (effects, dashboard) = try effects(opened, key)
        #expect(effects.isEmpty)
        let size = Size(width: 120, height: 40)
        let script = try Example.pressing(opened, Example.script())
        var large = dashboard
        _ = large.handle(.resize(size), snapshot: script.snapshot)
        #expect(large.frame(.snapshot(script.snapshot)).plainText() == script.frame.plainText())
    }

    @Test func ctrlZAndCtrlLWorkWhileANumberIsTyped() throws {
        let size = Size(width: 120, height: 40)
        #expect(try effects("g 1", .control("z"), size).effects == [.suspend])
        #expect(try effects("g 1", .control("l"), size).effects == [.redraw])
        // Letters are no commands then.
        #expect(try effects("g 1", .character("q"), size).effects.isEmpty)
    }
}
