import CursesTerminal
import TerminalGraphics
import Testing

/// Bytes that came at once, and what they mean.
struct KeyCase: Sendable, CustomTestStringConvertible {
    let bytes: String
    let keys: [KeyPress]

    init(_ bytes: String, _ keys: KeyPress...) {
        self.bytes = bytes
        self.keys = keys
    }

    var testDescription: String { bytes.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() }
}

private func key(_ key: KeyPress.Key, _ modifiers: KeyPress.Modifiers = []) -> KeyPress { KeyPress(key, modifiers) }
private func char(_ scalar: Unicode.Scalar, _ modifiers: KeyPress.Modifiers = []) -> KeyPress {
    KeyPress(.character(scalar), modifiers)
}

struct KeyDecoderTests {
    static let plain: [KeyCase] = [
        KeyCase("a", char("a")), KeyCase("S", char("S")), KeyCase(" ", char(" ")), KeyCase("~", char("~")),
        KeyCase("é", char("é")), KeyCase("中", char("中")), KeyCase("😀", char("😀")), KeyCase("δx", char("δ"), char("x")),
        KeyCase("\r", key(.enter)), KeyCase("\n", key(.enter)), KeyCase("\t", key(.tab)),
        KeyCase("\u{7F}", key(.backspace)), KeyCase("\u{8}", key(.backspace)),
        KeyCase("\u{0}", char(" ", .control)), KeyCase("\u{1}", char("a", .control)), KeyCase("\u{3}", char("c", .control)),
        KeyCase("\u{C}", char("l", .control)), KeyCase("\u{1A}", char("z", .control)), KeyCase("\u{1C}", char("\\", .control)),
        KeyCase("\u{1F}", char("_", .control)),
    ]

    static let sequences: [KeyCase] = [
        // xterm, cursor keys in both modes.
        KeyCase("\u{1B}[A", key(.up)), KeyCase("\u{1B}[B", key(.down)), KeyCase("\u{1B}[C", key(.right)),
        KeyCase("\u{1B}[D", key(.left)),
        KeyCase("\u{1B}OA", key(.up)), KeyCase("\u{1B}OD", key(.left)), KeyCase("\u{1B}[H", key(.home)),
        KeyCase("\u{1B}OF", key(.end)),
        KeyCase("\u{1B}[1~", key(.home)), KeyCase("\u{1B}[4~", key(.end)), KeyCase("\u{1B}[7~", key(.home)),
        KeyCase("\u{1B}[8~", key(.end)),
        KeyCase("\u{1B}[2~", key(.insert)), KeyCase("\u{1B}[3~", key(.delete)), KeyCase("\u{1B}[5~", key(.pageUp)),
        KeyCase("\u{1B}[6~", key(.pageDown)), KeyCase("\u{1B}[Z", key(.tab, .shift)),
        // Function keys: VT220, SS3, Linux console.
        KeyCase("\u{1B}OP", key(.function(1))), KeyCase("\u{1B}OS", key(.function(4))), KeyCase("\u{1B}[11~", key(.function(1))),
        KeyCase("\u{1B}[15~", key(.function(5))), KeyCase("\u{1B}[17~", key(.function(6))),
        KeyCase("\u{1B}[21~", key(.function(10))),
        KeyCase("\u{1B}[23~", key(.function(11))), KeyCase("\u{1B}[24~", key(.function(12))),
        KeyCase("\u{1B}[25~", key(.function(13))),
        KeyCase("\u{1B}[34~", key(.function(20))), KeyCase("\u{1B}[[A", key(.function(1))),
        KeyCase("\u{1B}[[E", key(.function(5))),
        // Modifiers, xterm's way.
        KeyCase("\u{1B}[1;2A", key(.up, .shift)), KeyCase("\u{1B}[1;3B", key(.down, .alt)),
        KeyCase("\u{1B}[1;5C", key(.right, .control)),
        KeyCase("\u{1B}[1;6D", key(.left, [.shift, .control])), KeyCase("\u{1B}[1;8H", key(.home, [.shift, .alt, .control])),
        KeyCase("\u{1B}[3;5~", key(.delete, .control)), KeyCase("\u{1B}[5;2~", key(.pageUp, .shift)),
        KeyCase("\u{1B}[23;2~", key(.function(11), .shift)), KeyCase("\u{1B}[1;2P", key(.function(1), .shift)),
        KeyCase("\u{1B}[1;5R", key(.function(3), .control)), KeyCase("\u{1B}[1;9A", key(.up, .alt)),
        KeyCase("\u{1B}O5P", key(.function(1), .control)), KeyCase("\u{1B}O1;2A", key(.up, .shift)),
        // rxvt.
        KeyCase("\u{1B}[a", key(.up, .shift)), KeyCase("\u{1B}Oa", key(.up, .control)), KeyCase("\u{1B}Od", key(.left, .control)),
        KeyCase("\u{1B}[5^", key(.pageUp, .control)), KeyCase("\u{1B}[6$", key(.pageDown, .shift)),
        KeyCase("\u{1B}[7@", key(.home, [.control, .shift])), KeyCase("\u{1B}\u{1B}[A", key(.up, .alt)),
        KeyCase("\u{1B}\u{1B}OC", key(.right, .alt)),
        // Keypad in application mode.
        KeyCase("\u{1B}OM", key(.enter)), KeyCase("\u{1B}Ok", char("+")), KeyCase("\u{1B}Oq", char("1")),
        KeyCase("\u{1B}OX", char("=")),
        // Alt.
        KeyCase("\u{1B}x", char("x", .alt)), KeyCase("\u{1B}X\u{1B}\\"), KeyCase("\u{1B}é", char("é", .alt)),
        KeyCase("\u{1B}\r", key(.enter, .alt)), KeyCase("\u{1B}\u{7F}", key(.backspace, .alt)),
        KeyCase("\u{1B}\u{1}", char("a", [.alt, .control])), KeyCase("\u{1B}Ox", char("8")),
        KeyCase("\u{1B}O!", char("O", .alt), char("!")),
        // Encoded keys (CSI u, modifyOtherKeys), releases left out.
        KeyCase("\u{1B}[97;5u", char("a", .control)), KeyCase("\u{1B}[27u", key(.escape)),
        KeyCase("\u{1B}[13;2u", key(.enter, .shift)),
        KeyCase("\u{1B}[97;2u", char("A")), KeyCase("\u{1B}[27;5;9~", key(.tab, .control)), KeyCase("\u{1B}[97;1:3u"),
    ]

    /// Nothing of these is a key; the `q` after them is.
    static let swallowed: [String] = [
        "\u{1B}[?62;22c", "\u{1B}[>41;379;0c", "\u{1B}[0n", "\u{1B}[12;40R", "\u{1B}[999999999999999999R", "\u{1B}[?2026;2$y",
        "\u{1B}[4;1$y", "\u{1B}[8;40;120t", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}",
        "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}P>|xterm(379)\u{1B}\\", "\u{1B}[201~", "\u{1B}[?1u",
        "\u{1B}[99~",
        "\u{1B}[M !!", "\u{1B}[E",
    ]

    @Test(arguments: plain + sequences)
    func bytesThatCameAtOnceAreTheKeysTheyMean(_ example: KeyCase) {
        var decoder = KeyDecoder()
        let events = decoder.decode(Array(example.bytes.utf8), at: .zero)
        #expect(events == example.keys.map { .key($0) })
        #expect(decoder.deadline == nil)
    }

    @Test(arguments: plain + sequences)
    func bytesThatCameOneByOneAreTheSameKeys(_ example: KeyCase) {
        var decoder = KeyDecoder()
        var events: [InputEvent] = []
        for (index, byte) in example.bytes.utf8.enumerated() { events += decoder.decode([byte], at: .milliseconds(index)) }
        #expect(events == example.keys.map { .key($0) })
    }

    @Test(arguments: swallowed)
    func repliesThatNobodyWaitsForAreNotKeys(_ reply: String) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array((reply + "q").utf8), at: .zero) == [.key(.character("q"))])
    }

    @Test func aLoneEscapeIsTheKeyAfterAtMost25Milliseconds() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B], at: .seconds(1)) == [])
        #expect(decoder.deadline == .milliseconds(1025))
        #expect(decoder.expire(at: .milliseconds(1024)) == [])
        #expect(decoder.expire(at: .milliseconds(1025)) == [.key(KeyPress(.escape))])
        #expect(decoder.deadline == nil)
    }

    @Test func anEscapeThatWaitedTooLongIsTheKeyBeforeWhatCameAfterIt() {
        var decoder = KeyDecoder()
        _ = decoder.decode([0x1B], at: .zero)
        #expect(decoder.decode(Array("x".utf8), at: .milliseconds(40)) == [.key(KeyPress(.escape)), .key(.character("x"))])
    }

    @Test(arguments: [
        ("\u{1B}[", [KeyPress(.character("["), .alt)]), ("\u{1B}O", [KeyPress(.character("O"), .alt)]),
        ("\u{1B}]", [KeyPress(.character("]"), .alt)]), ("\u{1B}P", [KeyPress(.character("P"), .alt)]),
        ("\u{1B}\u{1B}", [KeyPress(.escape), KeyPress(.escape)]),
        ("\u{1B}[<0;1", []), ("\u{1B}[1;", []), ("\u{1B}]11;rgb:", []), ("\u{1B}[M\u{1}", []), ("\u{1B}[[", []),
    ])
    func whatWasCutOffIsDecidedInAFractionOfASecond(_ bytes: String, _ keys: [KeyPress]) throws {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array(bytes.utf8), at: .zero) == [])
        let deadline = try #require(decoder.deadline)
        #expect(deadline <= .milliseconds(200))
        #expect(decoder.expire(at: deadline) == keys.map { .key($0) })
        #expect(decoder.decode(Array("q".utf8), at: deadline) == [.key(.character("q"))])
    }

    @Test func keysHeldDuringABrokenReplyAreHeardAfterHalfASecond() {
        var decoder = KeyDecoder()
        _ = decoder.decode(Array("\u{1B}]11;rgb:".utf8), at: .zero)
        var heard: Duration?
        for time in stride(from: 30, through: 2000, by: 30) where heard == nil {
            if !decoder.decode(Array("q".utf8), at: .milliseconds(time)).isEmpty { heard = .milliseconds(time) }
        }
        #expect(heard.map { $0 <= .milliseconds(540) } == true)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x80], [0xE4, 0xB8], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xC2, 0x9B],
            [0xE0, 0x80, 0xAF],
        ] as [[UInt8]])
    func brokenUTF8IsDroppedAndTheNextKeyIsHeard(_ bytes: [UInt8]) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(bytes + [UInt8(ascii: "q")], at: .zero) == [.key(.character("q"))])
    }

    @Test func sequencesOfTheTerminalsDescriptionAreKeys() {
        var decoder = KeyDecoder(described: [
            Array("\u{1B}Ot".utf8): KeyPress(.function(5)), Array("\u{1B}A".utf8): KeyPress(.up),
            Array("\u{1B}[57~".utf8): KeyPress(.end),
            Array("k".utf8): KeyPress(.up),
        ])
        let events = decoder.decode(Array("\u{1B}Ot\u{1B}A\u{1B}[57~k".utf8), at: .zero)
        #expect(events == [.key(KeyPress(.function(5))), .key(KeyPress(.up)), .key(KeyPress(.end)), .key(.character("k"))])
    }

    @Test func anEndlessSequenceTakesNoMoreMemoryAndEnds() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\u{1B}[".utf8) + Array(repeating: UInt8(ascii: "1"), count: 100_000), at: .zero) == [])
        #expect(decoder.decode(Array("~q".utf8), at: .zero).last == .key(.character("q")))
    }

    @Test func twoThousandKeysAtOnceAreTwoThousandKeys() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array(repeating: UInt8(ascii: "s"), count: 2000), at: .zero).count == 2000)
    }

    @Test func randomBytesNeverKeepKeysFromBeingHeard() {
        var generator = SeededGenerator(seed: 7)
        var decoder = KeyDecoder()
        var now = Duration.zero
        for _ in 0..<2000 {
            let count = Int.random(in: 1...12, using: &generator)
            let bytes = (0..<count).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : Array("\u{1B}[]OP<;201~M".utf8).randomElement(using: &generator)!
            }
            _ = decoder.decode(bytes, at: now)
            now += .seconds(2)
            #expect(decoder.decode(Array("q".utf8), at: now).last == .key(.character("q")))
            now += .milliseconds(1)
        }
    }
}

/// A small generator with a seed (SplitMix64, Steele, Lea & Flood 2014), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
