import Basics
import Testing

struct JSONTests {
    @Test(arguments: [
        #"{"a":[1,2.5,-3e-05],"b":{"c":null,"d":[true,false]},"e":"x"}"#, "[]", "{}", "\"\"", "0", "-1.5", #"["\"\\\n\u0001é😀"]"#,
    ])
    func writingWhatWasReadGivesTheSameValue(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try JSONValue(parsing: value.text) == value)
    }

    @Test func escapesAreRead() throws {
        #expect(try JSONValue(parsing: #""\ud83d\ude00\u00e9\/\t""#) == .string("😀é/\t"))
    }

    @Test(arguments: ["0.1", "1e-05", "5e-324", "1.7976931348623157e308", "123456789012345680", "-0.30000000000000004"])
    func numbersReadExactly(text: String) throws {
        #expect(try JSONValue(parsing: text) == .number(try #require(Double(text))))
    }

    @Test(arguments: [
        ("", "the end"), ("{", "a key"), (#"{"a"}"#, "':'"), (#"{"a":1,}"#, "a key"), ("[1,]", "a value"), ("[1 2]", "','"),
        ("nul", "a value"), ("1e999", "double"),
        (#"{"a":1,"a":2}"#, "every key once"), ("\"abc", "'\"'"), (#""\x""#, "an escape"), (#""\ud800""#, "surrogate"),
        ("01x", "the end"), ("--1", "double"),
        (String(repeating: "[", count: 1000), "nesting"),
    ])
    func mistakesAreNamedWithTheirPlace(text: String, part: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
    }
}
