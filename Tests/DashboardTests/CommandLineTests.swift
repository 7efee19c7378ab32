import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// The `:` line: what is typed, what it becomes, what it does.
struct CommandLineTests {
    private static let size = Size(100, 24)

    /// The rows of the screen that belong to the line, from the candidates down, without the blanks at their ends.
    private func rows(_ keys: String, size: Size = size) throws -> [String] {
        let text = try Example.pressing(keys, size: size).text
        return text.split(separator: "\n", omittingEmptySubsequences: false).suffix(3).map { row in
            String(row.reversed().drop { $0 == " " }.reversed())
        }
    }

    @Test(arguments: [
        (":300 Enter", 300), ("\":goto 12\" Enter", 12), ("\":g 3\" Enter", 3), ("n*3 \":goto 0\" Enter", 0),
        ("\":goto 1_0\" Enter", 10),
        ("n \":goto 9\" Escape", 1), ("n \":goto 9\" C-c", 1), ("n : Enter", 1), ("n : Backspace n", 2),
        ("n*4 :restart Enter", 0),
    ])
    func aLineLeadsToAMoment(_ keys: String, _ iterations: Int) throws {
        let script = try Example.pressing(keys)
        #expect(script.iterations == iterations && script.dashboard.line == nil)
    }

    @Test func linesDoWhatKeysDo() throws {
        #expect(try Example.pressing("\":lr 0.05\" Enter").snapshot.status.learningRate == 0.05)
        #expect(try Example.pressing("\":grain pass\" Enter").view.grain == .pass)
        #expect(try Example.pressing("\":zoom loss\" Enter").view.zoomedPane == .loss)
        #expect(try Example.pressing("\":zoom loss\" Enter :zoom Enter").view.zoomedPane == nil)
        #expect(try Example.pressing("\":speed full\" Enter").driver.speed == .full)
        #expect(try Example.pressing("\":speed 4 steps\" Enter").driver.speed == .steps(4))
        #expect(try Example.pressing("\":speed 250\" Enter").driver.speed == .iterations(250))
        #expect(try Example.pressing("n \":seed 7\" Enter").session.seed == 7)
        #expect(try Example.pressing("\":pin c\" Enter").snapshot.status.pinnedName == "c")
        #expect(try Example.pressing("\":pin 0\" Enter").snapshot.status.pinnedName == "a")
        #expect(try Example.pressing("\":help commands\" Enter").dashboard.help?.topic == .commands)
        #expect(try Example.pressing("? Tab").dashboard.help?.topic == .words)
        #expect(try Example.pressing("? Tab*4 Escape").dashboard.help == nil)
        #expect(try Example.pressing("? Tab*4").dashboard.help?.topic == .keys)
        #expect(try Example.pressing(":q Enter").hasQuit)
    }

    /// Each with the place of the caret, counted from the line's beginning.
    @Test func wideCharactersAreTypedWhole() throws {
        let script = try Example.pressing("\":zoom 日本 x\"")
        #expect(script.dashboard.line?.text == "zoom 日本 x")
        #expect(script.text.contains(":zoom 日本 x"))
    }

    @Test(arguments: [
        ("\":goto x\" Enter", 5, "expected an iteration, found 'x'"), (":goto Enter", 4, "expected an iteration"),
        ("\":goto 9999999999\" Enter", 5, "expected an iteration from 0 to 1000000000, found 9999999999"),
        ("\":goto 3 4\" Enter", 7, "no part of an iteration is called '4'; there are batch, forward, loss, backward, update"),
        ("\":gota 3\" Enter", 0, "no command is called 'gota'; did you mean :goto?"),
        ("\":lr nan\" Enter", 3, "expected a learning rate above 0 such as 0.05, or find, found 'nan'"),
        ("\":lr -1\" Enter", 3, "expected a learning rate above 0 such as 0.05, or find, found '-1'"),
        ("\":grain pas\" Enter", 6, "no grain is called 'pas'; did you mean pass?"),
        ("\":zoom nettwork\" Enter", 5, "no pane is called 'nettwork'; did you mean network?"),
        ("\":speed 0\" Enter", 6, "expected a whole number or full from 1 to 1000000, found 0"),
        ("\":speed full 3\" Enter", 11, "expected the end of the line, found '3'"),
        ("\":q now\" Enter", 2, ":q takes nothing, found 'now'"),
        ("\":seed -1\" Enter", 5, "expected a whole number from 0 to 2⁶⁴ − 1, found '-1'"),
        ("\":pin d\" Enter", 4, "no class is called 'd'; there are a, b, c"),
    ])
    func whatIsWrongIsSaidUnderThePlace(_ keys: String, _ caret: Int, _ message: String) throws {
        let script = try Example.pressing(keys)
        #expect(script.dashboard.line?.error == LineError(message, at: caret))
        let rows = try rows(keys)
        let column = try #require(rows[2].firstIndex(of: "^")).utf16Offset(in: rows[2])
        #expect(column == caret + 1 && rows[1].hasPrefix(":"))
        #expect(rows.joined().contains(message))
        #expect(try Example.pressing(keys + " x").dashboard.line?.error == nil, "typing on takes the message away")
        #expect(try Example.pressing(keys + " Escape").dashboard.line == nil)
    }

    @Test(arguments: [
        (":g Tab", "goto"), (":g Tab Tab", "grain"), (":g Tab*4", "goto"), (":g S-Tab", "glyphs"), (":go Tab", "goto"),
        (":xyz Tab", "xyz"),
        ("\":zoom gr\" Tab", "zoom gradients"), ("\":zoom \" Tab Tab", "zoom prediction"),
        ("\":grain it\" Tab", "grain iteration"),
        ("\":pin \" Tab", "pin a"), ("\":speed 4 \" Tab", "speed 4 steps"), ("\":lr 0.0\" Tab", "lr 0.001"),
        ("\":help see\" Tab", "help seed"),
        ("\":g 5\" Home Right Tab", "goto 5"),
        ("\":break \" Tab", "break loss"), ("\":break pinned fl\" Tab", "break pinned flips"),
        ("\":break heldout \" Tab Tab", "break heldout accuracy"),
        ("\":break loss \" Tab", "break loss <"), ("\":watch |\" Tab", "watch |loss"), ("\":break nan a\" Tab", "break nan and"),
        ("\":break loss < 1 and acc\" Tab", "break loss < 1 and accuracy"), ("\":break pinned xy\" Tab", "break pinned xy"),
        ("\":zoom gr\" Tab \" x\" Tab", "zoom gradients x"),
    ])
    func tabCompletes(_ keys: String, _ text: String) throws {
        #expect(try Example.pressing(keys).dashboard.line?.text == text)
    }

    @Test func whatTabOffersStandsAboveTheLine() throws {
        #expect(
            try rows(":g Tab") == [
                " goto  grain  glyphs", ":goto",
                " :goto ITERATION [PASS] [LAYER]  go to an iteration or into it; 3e, end, pass, epoch, +50, mark 'a",
            ])
        // On a narrow screen the chosen one is always in sight.
        for presses in 1...LineCatalog.all.count {
            let name = LineCatalog.all[presses - 1].name
            #expect(try rows(": Tab*\(presses)", size: Size(40, 12))[0].contains(" \(name)"))
        }
    }

    @Test(arguments: [
        ("abc Left X", "abXc"), ("abc Home X", "Xabc"), ("abc C-a X C-e Y", "XabcY"), ("abc Left Backspace", "ac"),
        ("abc Left Delete", "ab"),
        ("abc C-u", ""), ("abc Left C-u", "c"), ("abc Left C-k", "ab"), ("\"ab cd\" C-w", "ab "), ("\"ab cd \" C-w C-w X", "X"),
        ("abc Left*9 X End Right*3 Y", "XabcY"), ("é Space ü", "é ü"), ("\u{1F600}", "\u{1F600}"),
        ("a M-x F5 PageUp C-q b", "ab"),
    ])
    func keysEdit(_ keys: String, _ text: String) throws {
        #expect(try Example.pressing(": " + keys).dashboard.line?.text == text)
    }

    @Test func aPasteIsTypedButNotRun() throws {
        var script = try Example.pressing(":go")
        try script.handle(.paste("to 3\nq\u{1B}"))
        #expect(script.dashboard.line?.text == "goto 3 q ")
        #expect(!script.hasQuit && script.iterations == 0)
        try script.handle(.paste(String(repeating: "long ", count: 1000)))
        #expect(script.dashboard.line?.scalars.count == LineEditor.limit)
        #expect(script.text.contains(":"))
    }

    @Test(arguments: [
        (": Up", "grain pass"), (": Up Up", "lr 0.5"), (": Up Up Up", "goto 2"), (": Up*9", "goto 2"),
        (": Up Up Down", "grain pass"),
        (":dr Up Down", "dr"), (":dr Down", "dr"), (": Up x Up", "grain pass"),
    ])
    func theArrowsGoThroughTheHistory(_ keys: String, _ text: String) throws {
        let script = try Example.pressing(
            "\":goto 2\" Enter \":lr 0.5\" Enter \":bad\" Enter Escape \":grain pass\" Enter " + keys)
        #expect(script.dashboard.line?.text == text)
    }

    @Test func theHistoryKeepsLinesOnceAndAtMostSoMany() {
        #expect(LineHistory(["a", "b", "a", " ", "c\u{1B}[2J"]).lines == ["b", "a", "c [2J"])
        #expect(LineHistory((0..<2000).map(String.init)).lines.count == LineHistory.limit)
    }

    @Test func whileALineIsOpenOtherKeysAreText() throws {
        let script = try Example.pressing("n : s n q ? z 3")
        #expect(script.iterations == 1 && !script.hasQuit && script.dashboard.help == nil && script.view.grain == .layer)
        #expect(script.dashboard.line?.text == "snq?z3")
    }

    @Test func everyCommandIsListedAndItsNamesAreItsOwn() throws {
        let names = LineCatalog.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        var script = try Example.pressing("\":help commands\" Enter", size: Size(160, 80))
        for command in LineCatalog.all { #expect(script.text.contains(command.names), "\(command.name)") }
        try script.press("Escape")
        #expect(script.dashboard.help == nil)
    }
}
