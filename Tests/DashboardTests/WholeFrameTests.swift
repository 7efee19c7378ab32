import Dashboard
import Inspection
import TerminalGraphics
import Testing
import Training

struct WholeFrameTests {
    static let sizes = [Size(40, 12), Size(63, 20), Size(80, 24), Size(120, 40), Size(200, 60)]
    static let moments = ["", "n*3 s s x", "6n s*8 Right . k", "Space n ?", "g 1", "z", "10"]

    @Test(arguments: sizes, moments)
    func theASCIITierIsASCII(_ size: Size, _ keys: String) throws {
        let frame = try Example.pressing(keys, size: size, glyphs: .ascii, hasColor: false).frame
        let other = Set(frame.cells.map(\.scalar).filter { !$0.isASCII || $0.value < 0x20 })
        #expect(other.isEmpty, "\(frame.plainText())")
    }

    @Test(arguments: sizes, moments)
    func withoutBrailleThereIsNone(_ size: Size, _ keys: String) throws {
        let frame = try Example.pressing(keys, size: size, glyphs: .blocks).frame
        #expect(!frame.cells.contains { (0x2800...0x28FF).contains($0.scalar.value) }, "\(frame.plainText())")
    }

    @Test(arguments: sizes, moments)
    func theSameKeysGiveTheSameCells(_ size: Size, _ keys: String) throws {
        let first = try Example.pressing(keys, size: size)
        let second = try Example.pressing(keys, size: size)
        #expect(first.frame == second.frame)
        // Drawing changes nothing.
        #expect(first.frame == first.frame)
    }

    @Test(arguments: sizes, moments)
    func everyCellIsOneColumnWide(_ size: Size, _ keys: String) throws {
        let frame = try Example.pressing(keys, size: size).frame
        #expect(frame.size == size)
        let wide = Set(frame.cells.map(\.scalar)).filter { String($0).cellWidth != 1 }
        #expect(wide.isEmpty, "\(wide)")
    }

    @Test func eachWordOfNumbersIsReadableInEveryTier() throws {
        // Signs and sizes are told without color: the same numbers stand on the screen in all tiers.
        let numbers = try GlyphTier.allCases.map { tier in
            try Example.pressing("n*3 s*9", glyphs: tier, hasColor: tier != .ascii).text.matches(of: /[0-9]\.[0-9]{2,}/).map {
                String($0.0)
            }
        }
        #expect(numbers[0].count > 5)
        #expect(numbers[0] == numbers[1] && numbers[1] == numbers[2])
    }

    @Test func whileLoadingItSaysWhatIsBeingDone() {
        for size in Self.sizes {
            let frame = Dashboard(size: size).frame(.loading("reading mnist"))
            #expect(frame.plainText().contains("reading mnist"))
            #expect(frame.plainText().contains("q quit"))
        }
    }

    @Test func aScreenThatIsTooSmallSaysWhatItNeeds() throws {
        let frame = try Example.script(Size(70, 5)).text
        #expect(frame.hasPrefix("backstep needs 40x12, has 70x5; q quits"))
        #expect(try Example.script(Size(0, 0)).frame.cells.isEmpty)
    }
}
