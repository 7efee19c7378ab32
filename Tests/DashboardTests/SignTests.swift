import Dashboard
import Inspection
import TerminalGraphics
import Testing

/// What a sign of the screen is can be asked of the screen.
@Suite struct SignTests {
    private func sign(_ row: String, at text: String) throws -> Sign? {
        let place = try #require(row.range(of: text)).lowerBound
        let column = row[..<place].unicodeScalars.count
        return SignCatalog.sign(at: column, of: Array(row.unicodeScalars))
    }

    @Test(arguments: [
        ("│ δ = ∂L/∂z = ∂L/∂a·f′(z)   −1.00 │", "δ", "error"), ("│ δ = ∂L/∂z = ∂L/∂a·f′(z)   −1.00 │", "L/∂a", ""),
        ("│ δ = ∂L/∂z = ∂L/∂a·f′(z)   −1.00 │", "′(z)", "slope of the function"), ("│ Δw = −η·∂L/∂w │", "η", "learning rate"),
        ("│ Δw = −η·∂L/∂w │", "L/∂w", "gradient"), ("│ z = Σ w·x + b │", "b", "bias"), ("│ w₁[0,1] │", "w", "weight"),
    ])
    func aSignIsFoundWhereItStands(_ row: String, _ text: String, _ name: String) throws {
        #expect(try #require(try sign(row, at: text)).name == name)
    }

    @Test(arguments: [("│ wrong │", "w"), ("│ banana │", "a"), ("│   │", " ")])
    func aLetterWithinAWordIsNoSign(_ row: String, _ text: String) throws {
        #expect(try sign(row, at: text) == nil)
    }

    @Test(arguments: [
        "batch", "iteration", "epoch", "grain", "pinned", "dense", "relu", "softmax", "softmaxCrossEntropy", "sgd", "f′", "y",
        "chain rule", "pixel", "m", "v", "β₁", "says", "belief", "not yet", "δ", "η", "∂L/∂w", "Δw", "x", "z", "a", "p", "L",
    ])
    func everyWordThatTheScreenUsesIsOnThePageOfWords(_ word: String) {
        #expect(SignCatalog.groups.flatMap(\.signs).contains { $0.sign == word && !$0.explanation.isEmpty }, "\(word)")
    }

    @Test func everySignSaysSomethingAndStandsOnce() {
        let signs = SignCatalog.groups.flatMap(\.signs)
        #expect(signs.allSatisfy { !$0.sentence.isEmpty })
        #expect(Set(signs.map(\.sign)).count == signs.count)
    }

    @Test func aRightClickSaysWhatIsUnderThePointerAndAnyKeyGoesOn() throws {
        var script = try Example.pressing("n")
        let rows = script.text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(rows.firstIndex { $0.contains("δ = ∂L/∂z") })
        let place = try #require(rows[row].range(of: "δ")).lowerBound
        let point = Point(x: rows[row][..<place].unicodeScalars.count, y: row)
        try script.handle(.mouse(MouseEvent(.press, .right, at: point)))
        #expect(script.text.contains("error: how much the sample's loss changes"), "\(script.text)")
        try script.press("Escape")
        #expect(!script.text.contains("error: how much"))
        try script.handle(.mouse(MouseEvent(.press, .right, at: point)))
        try script.press("n")
        #expect(!script.text.contains("error: how much") && script.snapshot.status.completedIterations == 2)
    }

    @Test func thePageOfWordsHasThemAll() throws {
        let script = try Example.pressing("? Tab", size: Size(200, 200))
        for sign in SignCatalog.groups.flatMap(\.signs) { #expect(script.text.contains(sign.sign), "\(sign.sign)") }
    }

    @Test func theHelpBeginsWithWhatIsSelected() throws {
        let script = try Example.pressing("n ?", size: Size(120, 40))
        #expect(script.text.contains("the selected weight: by how much"), "\(script.text)")
        #expect(script.text.contains("dense₁["))
    }
}
