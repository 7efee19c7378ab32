import Basics
import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

@Suite("Settings")
struct SettingsTests {
    @Test(arguments: [
        Settings(), Settings(theme: "light"), Settings(theme: "projector", glyphs: .ascii, speed: .steps(4), grain: .neuron),
        Settings(speed: .full), Settings(speed: .iterations(300), grain: .epoch),
    ])
    func areReadAsTheyWereWritten(_ settings: Settings) throws {
        #expect(try Settings(yaml: settings.yaml) == settings)
    }

    @Test func blankLinesAndRemarksAreLetBe() throws {
        #expect(try Settings(yaml: "\n# mine\ntheme: light  # for the classroom\n\n").theme == "light")
    }

    @Test(arguments: [
        ("theme: pink", "line 1: expected theme: dark, light, projector, contrast, found 'pink'"),
        ("theme: dark\ncolour: 3", "line 2: expected one of theme, glyphs, speed, grain, found 'colour'"),
        ("speed: -4", "line 1: expected speed: iterations a second such as 100, '4 steps', or full, found '-4'"),
        ("\u{1}\u{1B}[2J", "line 1"),
    ])
    func anUnknownLineIsNamed(_ text: String, _ expected: String) {
        let error = #expect(throws: InputError.self) { try Settings(yaml: text) }
        #expect(error?.description.hasPrefix(expected) == true, "\(String(describing: error))")
        #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    }
}
