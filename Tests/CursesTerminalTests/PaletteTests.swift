import CursesTerminal
import TerminalGraphics
import Testing

struct PaletteTests {
    @Test(arguments: [
        (-1, Palette.Kind.mono), (0, .mono), (2, .mono), (8, .eight), (15, .eight), (16, .sixteen), (88, .sixteen),
        (256, .xterm256),
        (1 << 24, .direct),
    ])
    func theNumberOfColorsSaysWhatTheyAre(_ count: Int, _ kind: Palette.Kind) {
        #expect(Palette.Kind(colorCount: count) == kind)
    }

    @Test func everyColorOfTheCubeAndEveryGrayIsItself() {
        var palette = Palette(.xterm256)
        let levels: [UInt32] = [0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
        for red in 0..<6 {
            for green in 0..<6 {
                for blue in 0..<6 {
                    let color = Color.hex(levels[red] << 16 | levels[green] << 8 | levels[blue])
                    #expect(palette.index(of: color) == 16 + 36 * red + 6 * green + blue)
                }
            }
        }
        for gray in 0..<24 { #expect(palette.index(of: .hex(UInt32(8 + 10 * gray) * 0x010101)) == 232 + gray) }
    }

    @Test(arguments: [(0xFF0001, 196), (0x121110, 233), (0xFEFEFE, 231), (0x010000, 16), (0x60FFFF, 87)] as [(UInt32, Int)])
    func otherColorsAreTheNearest(_ color: UInt32, _ index: Int) {
        var palette = Palette(.xterm256)
        #expect(palette.index(of: .hex(color)) == index)
    }

    @Test(
        arguments: [(0x000000, 0), (0xD00000, 1), (0x00D000, 2), (0xFFFFFF, 15), (0x808080, 8), (0x10FFFF, 14)] as [(UInt32, Int)]
    )
    func sixteenColorsAreThoseOfAnsi(_ color: UInt32, _ index: Int) {
        var palette = Palette(.sixteen)
        #expect(palette.index(of: .hex(color)) == index)
    }

    /// What themes mean by their colors is still told apart: good, warning and bad; ink and what is dimmed.
    @Test(
        arguments: [
            ([0x87D787, 0xFFD75F, 0xFF5F5F, 0x5FD7FF], [[2, 10], [3, 11], [1, 9], [6, 14]]), ([0x303030, 0x626262], [[0], [8]]),
            ([0xD0D0D0, 0x9E9E9E, 0x121212], [[7], [8], [0]]), ([0x87FF87, 0xFFFF00, 0xFFAFFF], [[2, 10], [3, 11], [5, 13]]),
        ] as [([UInt32], [[Int]])])
    func ofSixteenColorsHuesStayWhatTheyAre(_ colors: [UInt32], _ expected: [[Int]]) {
        var palette = Palette(.sixteen)
        for (color, indices) in zip(colors, expected) { #expect(indices.contains(palette.index(of: .hex(color))), "\(color)") }
    }

    @Test(arguments: [0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF8000, 0x808080, 0x123456] as [UInt32])
    func eightColorsNeverGiveABrightOne(_ color: UInt32) {
        var palette = Palette(.eight)
        #expect((0..<8).contains(palette.index(of: .hex(color))))
    }

    @Test(arguments: [
        (Palette.Kind.eight, [0, 7]), (.sixteen, [0, 7, 8, 15]), (.xterm256, [16] + Array(231...255) + [59, 102, 145, 188]),
    ])
    func graysStayGray(_ kind: Palette.Kind, _ grays: [Int]) {
        var palette = Palette(kind)
        for level in UInt32(0)...255 { #expect(grays.contains(palette.index(of: .hex(level * 0x010101)))) }
    }

    @Test func theTerminalsOwnColorStays() {
        for kind in [Palette.Kind.mono, .eight, .sixteen, .xterm256, .direct] {
            var palette = Palette(kind)
            #expect(palette.index(of: .terminal) == -1)
        }
        var mono = Palette(.mono)
        #expect(mono.index(of: .hex(0xFF0000)) == -1)
    }

    @Test func directColorIsTheColorAndNeverAPaletteNumber() {
        var palette = Palette(.direct)
        #expect(palette.index(of: .hex(0x123456)) == 0x123456)
        #expect(palette.index(of: .hex(0x000007)) == 0x000107)
        #expect(palette.index(of: .hex(0)) >= 256)
    }

    @Test func whatIsRememberedIsWhatWasFound() {
        var generator = SeededGenerator(seed: 3)
        let colors = (0..<20_000).map { _ in Color.hex(UInt32.random(in: 0...0xFFFFFF, using: &generator)) }
        var remembering = Palette(.xterm256)
        _ = colors.map { remembering.index(of: $0) }
        for color in colors.prefix(300) {
            var fresh = Palette(.xterm256)
            #expect(remembering.index(of: color) == fresh.index(of: color))
        }
    }
}

struct ColorPairsTests {
    @Test func theSameColorsAreTheSamePair() {
        var pairs = ColorPairs(pairCount: 256)
        #expect(pairs.pair(foreground: -1, background: -1) == .known(0))
        #expect(pairs.pair(foreground: 3, background: -1) == .new(1))
        #expect(pairs.pair(foreground: -1, background: 3) == .new(2))
        #expect(pairs.pair(foreground: 3, background: -1) == .known(1))
    }

    @Test func pairNumbersStayInSixteenBitsWithASign() {
        #expect(ColorPairs(pairCount: 65_536).limit == 32_766)
        #expect(ColorPairs(pairCount: 0).limit == 0)
    }

    @Test func withoutPairsEverythingIsPairZero() {
        var pairs = ColorPairs(pairCount: 0)
        #expect(pairs.pair(foreground: 5, background: 6) == .known(0))
    }

    @Test func aFullTableStartsOverOnceAndThenSettlesForTheSameBackground() {
        var pairs = ColorPairs(pairCount: 4)
        for color in 1...3 { #expect(pairs.pair(foreground: color, background: 7) == .new(color)) }
        #expect(pairs.pair(foreground: 4, background: 7) == .exhausted)
        pairs.startOver()
        for color in 1...3 { #expect(pairs.pair(foreground: color, background: 7) == .new(color)) }
        #expect(pairs.pair(foreground: 4, background: 7) == .known(1))
        #expect(pairs.pair(foreground: 4, background: 2) == .known(0))
        // Such a frame is not drawn anew for ever.
        pairs.endFrame()
        #expect(pairs.pair(foreground: 5, background: 7) == .known(1))
    }

    @Test func aTableThatSlowlyFillsUpMayStartOverAgain() {
        var pairs = ColorPairs(pairCount: 4)
        for round in 0..<5 {
            for color in 0..<3 { _ = pairs.pair(foreground: round * 10 + color, background: 1) }
            #expect(pairs.pair(foreground: round * 10 + 3, background: 1) == .exhausted)
            pairs.startOver()
            #expect(pairs.pair(foreground: round * 10 + 3, background: 1) == .new(1))
            pairs.endFrame()
            pairs.forget()
        }
        _ = pairs.pair(foreground: 1, background: 1)
        pairs.startOver()
        _ = pairs.pair(foreground: 1, background: 1)
        pairs.endFrame()
        for color in 2...3 { _ = pairs.pair(foreground: color, background: 1) }
        #expect(pairs.pair(foreground: 4, background: 1) == .exhausted)
    }

    @Test(
        arguments: [
            (.eight, 0x585858, 7), (.eight, 0x8A8A8A, 7), (.eight, 0x121212, 0), (.sixteen, 0x585858, 8), (.sixteen, 0xD0D0D0, 7),
        ] as [(Palette.Kind, UInt32, Int)])
    func aGrayStaysAGray(_ kind: Palette.Kind, _ color: UInt32, _ index: Int) {
        var palette = Palette(kind)
        #expect(palette.index(of: .hex(color)) == index)
    }
}
