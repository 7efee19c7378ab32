import Dashboard
import TerminalGraphics
import Testing
import Training

struct ChromeTests {
    private func row(_ y: Int, _ keys: String, _ size: Size = Size(width: 120, height: 40)) throws -> String {
        let script = try Example.pressing(keys, try Example.script(size))
        return script.frame.plainText().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[y]
    }

    @Test(arguments: [
        ("", " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"),
        ("s", "  BATCH  ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"),
        ("s*3", " BATCH ▸  FORWARD  dense₁ [relu₁] dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂"),
        ("s*6", " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸  BACKWARD  [dense₂] relu₁ dense₁ ▸ UPDATE dense₁ dense₂"),
        ("n", " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸  UPDATE  dense₁ [dense₂]"),
    ])
    func theRailMarksTheStateJustDone(_ keys: String, _ rail: String) throws {
        #expect(try row(38, keys).hasPrefix(rail))
    }

    @Test(arguments: [
        ("", "Nothing is computed yet."), ("s", "Batch:  the next 3 of 30 samples"), ("s s", "Forward, dense₁:  y = x Wᵀ + b; 64 → 6 values"),
        ("s*5", "Loss:"), ("s*6", "Backward, dense₂:"), ("s*7", "Backward, relu₁:"), ("s*9", "Update, dense₁:  390 parameters"),
    ])
    func everyStepIsToldInASentence(_ keys: String, _ beginning: String) throws {
        #expect(try row(37, keys).hasPrefix(" " + beginning))
    }

    @Test func theTitleSaysWhatIsTrainedAndWhereWeAre() throws {
        let title = try row(0, "n*3")
        #expect(title.hasPrefix(" backstep  bars · pinned b │ 64→6→3 relu") || title.hasPrefix(" backstep  bars · pinned 1 │ 64→6→3 relu"))
        #expect(title.contains("it 3  epoch 0.30  ‖ paused"))
    }

    @Test func whatIsNotComputedYetIsNotShown() throws {
        let before = try Example.pressing("s s", try Example.script()).frame.plainText()
        #expect(before.contains("target b"))
        #expect(!before.contains("says"))
        #expect(before.contains("∂L/∂w, batch of 3"))
        let after = try Example.pressing("n", try Example.script()).frame.plainText()
        #expect(after.contains("says"))
    }

    @Test func theHelpListsEveryBinding() throws {
        let script = try Example.pressing("?", try Example.script(Size(width: 120, height: 60)))
        let text = script.frame.plainText()
        for row in Bindings.table.helpRows() { #expect(text.contains(row.help), "\(row.help)") }
    }

    @Test func theHelpScrollsWhereItDoesNotFit() throws {
        let top = try Example.pressing("?", try Example.script(Size(width: 80, height: 16))).frame.plainText()
        let below = try Example.pressing("? Down*40", try Example.script(Size(width: 80, height: 16))).frame.plainText()
        #expect(top.contains("step one grain forward") && !top.contains("back to the shell"))
        #expect(below.contains("back to the shell") && !below.contains("step one grain forward"))
    }
}
