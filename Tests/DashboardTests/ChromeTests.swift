import Dashboard
import TerminalGraphics
import Testing
import Training

/// The lines around the panes, as literal text.
struct ChromeTests {
    private static let all = " backstep  bars · pinned symbol b │ 64→6→3 relu │ softmax + cross-entropy │ sgd η 0.1 "
    private static let fewer = " backstep  bars · symbol b │ 64→6→3 relu │ cross-entropy │ sgd η 0.1 "

    @Test(arguments: [
        ("", 120, all + "       it 0  epoch 0.00  ‖ paused"),
        // The loss in view is that of the iteration that has got as far.
        (
            "n*3 s*6", 120,
            fewer.replacing("· symbol", with: "· pinned symbol") + "      loss 1.01  it 3  epoch 0.30  ‖ paused"
        ),
        ("n*3 ]", 120, fewer.replacing("0.1", with: "0.2") + "      batch loss 0.939  it 3  epoch 0.30  ‖ paused"),
        (
            "n*3", 160,
            all + "│ batch 3 │ seed 1" + String(repeating: " ", count: 11) + "batch loss 0.939  it 3  epoch 0.30  ‖ paused"
        ),
        // What matters least goes first.
        (
            "n*3", 110,
            " backstep  bars · pinned symbol b │ 64→6→3 relu │ sgd η 0.1            loss 0.939  it 3  epoch 0.30  ‖ paused"
        ),
        ("n*3", 90, " backstep  bars │ 64→6→3 relu │ sgd η 0.1          loss 0.939  it 3  epoch 0.30  ‖ paused"),
        ("n*3", 80, " backstep  bars · symbol b │ η 0.1       loss 0.939  it 3  epoch 0.30  ‖ paused"),
        ("n*3", 70, " backstep  bars │ η 0.1        loss 0.939  it 3  epoch 0.30  ‖ paused"),
        ("n*3", 60, " backstep  bars           0.939  it 3  epoch 0.30  ‖ paused"),
    ])
    func theTitleSaysWhatIsTrainedAndHowFar(_ keys: String, _ width: Int, _ title: String) throws {
        let shown = try row(0, keys, Size(width, 40))
        #expect(shown == title)
    }

    /// The reason is said once and gone with the next key; the sign stays, however narrow the screen.
    @Test(arguments: [60, 80, 120]) func theTitleSaysThatTheSessionCannotBeKept(_ width: Int) throws {
        let store = SessionStore(write: { _, _ in .failed("disk full") }, keep: { _ in "disk full" })
        let driver = SessionDriver(try Example.session(), history: 1 << 16, store: store)
        var script = ScriptedDashboard(Dashboard(size: Size(width, 24)), driver)
        try script.press("]")
        #expect(script.text.contains("this run is not kept: disk full"))
        try script.press("n*2")
        #expect(!script.text.contains("disk full"))
        #expect(script.text.prefix { $0 != "\n" }.contains("not kept  ‖ paused"), "\(script.text)")
    }

    @Test(
        arguments: [
            ("\":lr 0.02\" Enter 60n", "↓ improving"), ("\":lr 1e-12\" Enter 60n", "■ not learning"), ("n*3", "loss 0.939"),
        ], [60, 80, 100, 120, 200])
    func theTitleSaysWhetherTheRunGetsAnywhere(_ run: (keys: String, verdict: String), _ width: Int) throws {
        let title = try row(0, run.keys, Size(width, 24))
        #expect(title.contains(width > 60 ? run.verdict : run.verdict.replacing("loss ", with: "")), "\(title)")
        // The same number as at the end of the curve.
        guard width >= 80, run.verdict == "↓ improving" else { return }
        let loss = try #require(title.firstMatch(of: #/loss ([0-9.]+) /#)?.1)
        #expect(try Example.pressing(run.keys + " \":pane loss\" Enter", size: Size(width, 24)).text.ranges(of: loss).count > 1)
    }

    @Test(arguments: [
        (
            "", 120,
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂           grain layer"
        ),
        (
            "s", 120,
            "  BATCH  ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂         grain layer"
        ),
        (
            "s*3", 120,
            " BATCH ▸  FORWARD  dense₁ [relu₁] dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂       grain layer"
        ),
        (
            "s*5", 120,
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸  LOSS  ▸ BACKWARD dense₂ relu₁ dense₁ ▸ UPDATE dense₁ dense₂         grain layer"
        ),
        (
            "s*6", 120,
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸  BACKWARD  [dense₂] relu₁ dense₁ ▸ UPDATE dense₁ dense₂       grain layer"
        ),
        (
            "n", 120,
            " BATCH ▸ FORWARD dense₁ relu₁ dense₂ ▸ LOSS ▸ BACKWARD dense₂ relu₁ dense₁ ▸  UPDATE  dense₁ [dense₂]       grain layer"
        ),
        ("4s s s", 90, " BATCH ▸ FORWARD ▸ LOSS ▸  BACKWARD  dense₂ relu₁ dense₁ ▸ UPDATE              grain pass"),
        ("s*3", 90, " BATCH ▸  FORWARD  dense₁ [relu₁] dense₂ ▸ LOSS ▸ BACKWARD ▸ UPDATE           grain layer"),
        ("s*3", 72, " BATCH ▸  FORWARD  [relu₁] 2/3 ▸ LOSS ▸ BACKWARD ▸ UPDATE   grain layer"),
        ("s*3", 68, " BATCH ▸  FORWARD  [relu₁] ▸ LOSS ▸ BACKWARD ▸ UPDATE   grain layer"),
        ("5", 50, " BATCH ▸ FORWARD ▸ LOSS ▸ BACKWA… grain iteration"),
    ])
    func theRailMarksTheStateJustDone(_ keys: String, _ width: Int, _ rail: String) throws {
        let shown = try row(-2, keys, Size(width, 40))
        #expect(shown == rail)
    }

    @Test(arguments: [
        (
            "", 118,
            " s step  S back  n iteration  Space run  ←↑↓→ select  x explain  Tab focus  l list  z zoom  [ ] rate  ? help  q quit"
        ),
        (
            "Space", 118,
            " i errors  s step  S back  n iteration  Space pause  ←↑↓→ select  x explain  Tab focus  l list  z zoom  ? help  q quit"
        ),
        ("", 80, " s step  S back  n iteration  Space run  ←↑↓→ select  x explain  ? help  q quit"),
        ("", 56, " s step  S back  n iteration  Space run  ? help  q quit"),
        ("", 40, " s step  S back  Space run  ? help"),
        ("g 1 2", 80, " go to iteration: 12▏   Enter goes, Escape does not"),
        (
            "Space", 117,
            " i errors  s step  S back  n iteration  Space pause  ←↑↓→ select  x explain  Tab focus  l list  ? help  q quit"
        ),
        ("10", 60, " count 10: press s, S, n or N   s step  Space run  ? help"),
        ("1", 60, " grain: term (1… is a count)   s step  Space run  ? help"),
        ("1 Escape", 56, " s step  S back  n iteration  Space run  ? help  q quit"),
        ("7", 60, " count 7: press s, S, n or N   s step  Space run  ? help"),
    ])
    func theHintsSayWhatCanBePressedNow(_ keys: String, _ width: Int, _ hints: String) throws {
        let shown = try row(-1, keys, Size(width, 40))
        #expect(shown == hints)
    }

    @Test(arguments: [
        ("", "Nothing is computed yet."), ("s", "Batch:  the next 3 of 30 samples"),
        ("s s", "Forward, dense₁:  z = Σ w·x + b; 64 → 6 values"),
        ("s*5", "Loss:"), ("s*6", "Backward, dense₂:"), ("s*7", "Backward, relu₁:"), ("s*9", "Update, dense₁:  390 parameters"),
    ])
    func everyStepIsToldInASentence(_ keys: String, _ beginning: String) throws {
        #expect(try row(-3, keys, Size(120, 40)).hasPrefix(" " + beginning))
    }

    @Test func whatIsNotComputedYetIsNotShown() throws {
        let before = try Example.pressing("s s").text
        #expect(before.contains("target b"))
        #expect(!before.contains("says"))
        #expect(before.contains("∂L/∂w = mean of 3 δ·x"))
        #expect(try Example.pressing("n").text.contains("says"))
    }

    @Test func theHelpListsEveryBinding() throws {
        let text = try Example.pressing("?", size: Size(200, 120)).text
        for row in Bindings.table.helpRows() { #expect(text.contains(row.help), "\(row.help)") }
    }

    /// A row of the screen, from the bottom where it is negative.
    private func row(_ index: Int, _ keys: String, _ size: Size) throws -> String {
        let rows = try Example.pressing(keys, size: size).text.split(separator: "\n", omittingEmptySubsequences: false)
        return String(rows[index < 0 ? rows.count + index : index])
    }
}
