import TerminalGraphics
import Testing

@Suite struct KeyNotationTests {
    @Test(arguments: [
        ("s", KeyPress.character("s")), ("S", .character("S")), ("?", .character("?")), ("-", .character("-")),
        ("δ", .character("δ")),
        ("Space", .character(" ")), ("C-c", .control("c")), ("C--", .control("-")), ("M-x", KeyPress(.character("x"), .alt)),
        ("C-M-x", KeyPress(.character("x"), [.control, .alt])), ("S-Tab", KeyPress(.tab, .shift)),
        ("F11", KeyPress(.function(11))),
        ("S-F11", KeyPress(.function(11), .shift)), ("Enter", KeyPress(.enter)), ("Escape", KeyPress(.escape)),
        ("Up", KeyPress(.up)),
        ("PageUp", KeyPress(.pageUp)), ("F", .character("F")), ("'", .character("'")),
    ])
    func namesAreReadAndWritten(name: String, press: KeyPress) throws {
        #expect(try KeyNotation.parse(name) == press)
        #expect(KeyNotation.string(press) == name)
    }

    @Test(arguments: [
        ("Ctrl-C", KeyPress.control("c")), ("C-C", .control("c")), ("Shift-F11", KeyPress(.function(11), .shift)),
        ("S-s", .character("S")),
        ("Esc", KeyPress(.escape)), ("PgDn", KeyPress(.pageDown)), ("Return", KeyPress(.enter)),
    ])
    func otherSpellingsAreUnderstood(name: String, press: KeyPress) throws {
        #expect(try KeyNotation.parse(name) == press)
    }

    @Test(arguments: ["", "F0", "F64", "F+1", "ss", "C-", "C-foo", "Entr", " ", "\u{1B}"])
    func whatIsNoKeyIsRefused(name: String) {
        #expect(throws: KeyNotationError.self) { try KeyNotation.parse(name) }
    }

    @Test(arguments: [("Entr", "Enter"), ("enter", "Enter"), ("PageUpp", "PageUp"), ("space", "Space"), ("f11", "F11")])
    func errorsSuggestTheNearestKey(token: String, meant: String) {
        let error = #expect(throws: KeyNotationError.self) { try KeyNotation.parse(token) }
        #expect(error?.description == "keys: '\(token)' is not a key; did you mean '\(meant)'?")
    }
}

@Suite struct KeySequenceTests {
    @Test(arguments: [
        ("", []), ("  ", []), ("n*3 s s x", ["n", "n", "n", "s", "s", "x"]), ("10s", ["1", "0", "s"]),
        ("Enter*2", ["Enter", "Enter"]),
        ("*", ["*"]), ("**2", ["*", "*"]), ("10*", ["1", "0", "*"]), ("S-F11 C-c*2", ["S-F11", "C-c", "C-c"]),
        ("m a ' a", ["m", "a", "'", "a"]),
        (":w Space", [":", "w", "Space"]), ("a-b", ["a", "-", "b"]), ("up", ["u", "p"]), ("s\n\tS", ["s", "S"]),
        ("ab*2", ["a", "b", "*", "2"]), (":home :delete", [":", "h", "o", "m", "e", ":", "d", "e", "l", "e", "t", "e"]),
        ("\":a  b\" Enter", [":", "a", "Space", "Space", "b", "Enter"]), ("\"a\"b\" x", ["a", "\"", "b", "x"]),
        ("\" a", ["\"", "a"]),
        ("\"\"", ["\"", "\""]), ("x\"a b\"", ["x", "\"", "a", "b", "\""]), ("\"a b", ["\"", "a", "b"]),
        ("\"s*2\"", ["s", "*", "2"]),
    ])
    func tokensAreKeysRepetitionsOrCharacters(text: String, names: [String]) throws {
        #expect(try KeySequence.parse(text).map(\.description) == names)
    }

    @Test(arguments: [
        ("s entre x", "entre"), ("n*0", "n*0"), ("n*99999999999999999999", "n*99999999999999999999"),
        ("s*600000 s*600000", "s*600000"),
        ("C-foo", "C-foo"), ("space", "space"),
    ])
    func errorsNameTheToken(text: String, token: String) {
        let error = #expect(throws: KeyNotationError.self) { try KeySequence.parse(text) }
        #expect(error?.token == token)
        #expect(error?.description.contains("'\(token)'") == true)
    }
}
