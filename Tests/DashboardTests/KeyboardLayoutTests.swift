import Dashboard
import Inspection
import TerminalGraphics
import Testing

struct KeyboardLayoutTests {
    private func iterations(_ script: ScriptedDashboard) -> Int {
        script.snapshot.status.machine.completedIterations(at: script.snapshot.status.position)
    }

    @Test(arguments: ["т", "ν", "מ"]) func aLetterOfAnotherLayoutIsTheKeyThatItLiesOn(_ letter: Unicode.Scalar) throws {
        var script = try Example.script()
        try script.press(KeyPress(.character(letter)))
        #expect(iterations(script) == 1)
    }

    @Test func capitalsAreCapitals() throws {
        var script = try Example.script()
        try script.press(KeyPress(.character("т")))
        let there = script.snapshot.status.position
        try script.press(KeyPress(.character("Ы")))
        #expect(script.snapshot.status.position < there)
    }

    @Test func whereSomebodyTypesTheyAreLetters() throws {
        var script = try Example.script()
        for letter in ":т".unicodeScalars { try script.press(KeyPress(.character(letter))) }
        #expect(script.frame.plainText().contains(":т"))
        #expect(iterations(script) == 0)
    }

    @Test func aKeyThatIsNoneIsSaid() throws {
        var script = try Example.script()
        try script.press(KeyPress(.character("ß")))
        #expect(script.frame.plainText().contains("ß is no key here; ? lists them"))
    }
}
