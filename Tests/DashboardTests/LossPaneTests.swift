import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

/// What the Loss pane says of the run beside its curves.
struct LossPaneTests {
    @Test func aRunThatFallsIsImprovingAndOneThatStandsStillIsNot() throws {
        let falling = try Example.pressing("\":lr 0.02\" Enter 60n").text
        #expect(falling.contains("↓ improving"), "\(falling)")
        #expect(try Example.pressing("\":lr 1e-12\" Enter 60n").text.contains("■ not learning"))
        #expect(try Example.pressing("n*3").text.contains("· too early"))
    }

    /// Of 83.3 % as of 8 %.
    @Test func theAccuracyStandsInTheTitleWhileItIsNew() throws {
        let title = try Example.pressing("20n", size: Size(120, 40)).text.split(separator: "\n").first {
            $0.contains("Loss · log")
        }
        #expect(try #require(title).firstMatch(of: #/accuracy [0-9.]+ %/#) != nil, "\(title ?? "")")
    }

    @Test func theLossOfGuessingIsALine() throws {
        // Three classes, a third each: ln 3.
        #expect(try Example.pressing("\":lr 1e-12\" Enter 60n").text.contains("guessing 1.10"))
    }

    @Test func hitsOfABreakpointStandWhereTheyHappened() throws {
        var script = try Example.script()
        try script.press("\":lr 0.05\" Enter \":break loss < 0.9\" Enter c")
        let hit = script.iterations
        #expect(hit > 0)
        #expect(HitsProbe().read(script.session)?.map(\.iterations) == [[hit]])
        try script.press("50n")
        #expect(script.text.contains("▲ loss < 0.9"))
        // A future that has not been seen has no hits; nor has what was deleted.
        try script.press("Home ]")
        #expect(HitsProbe().read(script.session)?.isEmpty == true)
        try script.press("c \":delete all\" Enter")
        #expect(!script.text.contains("▲ loss"))
    }

    @Test func aSearchBackLeavesTheHitsThatItHasPassed() throws {
        var script = try Example.script()
        try script.press("60n \":break accuracy < 0.9\" Enter C")
        let last = script.iterations
        let hits = try #require(HitsProbe().read(script.session)?.first?.iterations)
        #expect(hits.contains(last))
        #expect(hits == hits.sorted() && Set(hits).count == hits.count)
    }

    @Test func epochsAndChangesSayWhatTheyAre() throws {
        let loss = try Example.pressing("16n ] 8n \":pane loss\" Enter z", size: Size(120, 40)).text
        #expect(loss.contains("epoch 1"))
        #expect(loss.contains("epoch 2"))
        #expect(loss.contains("η 0.2"))
    }

    @Test func whereAnotherBranchLeavesIsMarked() throws {
        let text = try Example.pressing("20n 10N ] 10n \":branch main\" Enter \":pane loss\" Enter z", size: Size(120, 40)).text
        #expect(text.ranges(of: "╌ b1").count > 1, "\(text)")
    }

    @Test(arguments: GlyphTier.allCases)
    func bothCurvesAreSeenWhereTheyCoincide(_ glyphs: GlyphTier) throws {
        let frame = try Example.pressing("\":lr 1e-12\" Enter 60n \":pane loss\" Enter z", size: Size(80, 24), glyphs: glyphs)
            .frame
        let theme = Theme.dark
        let colors = (0..<frame.size.height).flatMap { y in (0..<frame.size.width).map { frame[$0, y] } }
        let curves = ["○", "o", "━", "-"]
        func count(_ color: Color) -> Int {
            colors.count {
                $0.style.foreground == color && !$0.scalar.properties.isAlphabetic && !curves.contains(String($0.scalar))
            }
        }
        #expect(count(theme.train) > 20)
        #expect(colors.count { $0.style.foreground == theme.heldOut && ["○", "o"].contains(String($0.scalar)) } > 3)
    }

    @Test func anOldAccuracyThatCannotSayHowOldItIsIsNotShown() throws {
        var script = try Example.script(Size(120, 40))
        try script.press("30n 25N")
        #expect(!script.text.contains("accuracy 0") || script.text.contains("at it"))
    }

    @Test(arguments: [Size(80, 24), Size(100, 30), Size(120, 40), Size(200, 60)])
    func theNameOfALevelCoversNoOtherName(_ size: Size) throws {
        for keys in ["20n", "25n ] 5n", "30n", "40n"] {
            let text = try Example.pressing(
                "\":lr 0.05\" Enter \":break loss < 0.9\" Enter \(keys) \":pane loss\" Enter", size: size
            ).text
            #expect(!text.contains("▲") || text.contains("▲ loss < 0.9"), "\(text)")
            #expect(text.firstMatch(of: #/guessing [0-9.]+[^ 0-9.│┃╌┤┊↑↓⠀-⣿]/#) == nil, "\(text)")
        }
    }
}
