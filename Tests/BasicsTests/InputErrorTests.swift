import Basics
import Testing

struct InputErrorTests {
    private let error = InputError(.malformed, "a.csv, line 3", expected: "2 cells", found: "3", advice: "add a comma")

    @Test func theLineHasEveryPart() {
        #expect(error.description == "a.csv, line 3: expected 2 cells, found 3; add a comma")
        #expect(
            InputError("--size 80", expected: "columns and rows", found: "80").description
                == "--size 80: expected columns and rows, found 80")
    }

    @Test func theKindDecidesTheExitCode() {
        #expect(InputError.Kind.allCases.map(\.rawValue) == [64, 65, 66, 69, 73, 74])
        #expect(error.exitCode == 65)
        #expect(InputError("x", expected: "y", found: "z").kind == .usage)
    }

    @Test func insideSomethingLargerItKeepsItsParts() {
        let outer = error.within("all.zip", .missing)
        #expect(outer.subject == "all.zip: a.csv, line 3")
        #expect(outer.kind == .missing)
        #expect((outer.expected, outer.found) == ("2 cells", "3"))
        #expect(outer.advice == "add a comma")
        #expect(error.within("all.zip").kind == .malformed)
        #expect(error.as(.usage).exitCode == 64)
    }

    @Test func controlCodesAreShownAndNotObeyed() {
        let line = InputError("a\u{1B}[2J\nb", expected: "c", found: "\u{7}").description
        #expect(line == #"a\u{1b}[2J\u{a}b: expected c, found \u{7}"#)
    }

    @Test func anUnknownNameHasTheNearestAsAdvice() {
        let near = InputError.unknown(.usage, "key", "a key of a scenario", found: "netwrok", among: ["network", "loss"])
        #expect(near.description == "key: expected a key of a scenario, found 'netwrok'; did you mean 'network'?")
        let far = InputError.unknown(.usage, "key", "a key of a scenario", found: "xyzzy", among: ["network", "loss"])
        #expect(far.description == "key: expected one of network, loss, found 'xyzzy'")
        #expect(far.advice == nil)
    }

    @Test func aLongTextIsQuotedByItsBeginning() {
        #expect(InputError.quoted("abc") == "'abc'")
        #expect(InputError.quoted(String(repeating: "x", count: 61)) == "'\(String(repeating: "x", count: 60))…'")
    }

    @Test func jsonThatIsNoneSaysWhereInWhichFile() throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: "{\n  3}") }.inputError(in: "a.json")
        #expect(error == InputError(.malformed, "a.json, JSON line 2, column 3", expected: "a key", found: "'3'"))
    }
}
