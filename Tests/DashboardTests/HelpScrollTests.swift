import Dashboard
import TerminalGraphics
import Testing

/// The help is longer than a small screen: it scrolls by lines, by pages and to its ends.
struct HelpScrollTests {
    @Test(arguments: [
        ("Down", 1), ("Down Down Up", 1), ("Up", 0), ("PageDown", 20), ("PageDown PageUp", 0), ("PageDown Down", 21),
        ("PageDown Home", 0), ("End Home Down", 1),
    ]) func keysScroll(_ keys: String, _ line: Int) throws {
        let script = try Example.pressing("? \(keys)", size: Size(80, 24))
        #expect(script.dashboard.help?.scroll == line)
    }

    @Test func theEndIsReachedAndNotPassed() throws {
        let script = try Example.pressing("? End", size: Size(80, 24))
        let last = try #require(script.dashboard.help?.scroll)
        #expect(last > 20)
        #expect(try Example.pressing("? End Down PageDown", size: Size(80, 24)).dashboard.help?.scroll == last)
    }
}
