import Dashboard
import TerminalGraphics
import Testing

/// What the Loss pane says of the run beside its curves.
struct LossPaneTests {
    @Test func aRunThatFallsIsImprovingAndOneThatStandsStillIsNot() throws {
        let falling = try Example.pressing("\":lr 0.02\" Enter 60n").text
        #expect(falling.contains("↓ improving"), "\(falling)")
        #expect(try Example.pressing("\":lr 1e-12\" Enter 60n").text.contains("■ not learning"))
        #expect(try Example.pressing("n*3").text.contains("· too early"))
    }

    @Test func theLossOfGuessingIsALine() throws {
        // Three classes, a third each: ln 3.
        #expect(try Example.pressing("\":lr 1e-12\" Enter 60n").text.contains("guessing 1.10"))
    }
}
