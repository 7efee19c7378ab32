import Foundation
import TestSupport
import Testing

/// The list of keys, wherever it stands, is the table the program works by.
struct KeysTests {
    @Test func theTableOfTheReadmeIsTheProgramsOwn() async throws {
        let table = try await Command.backstep(["keys", "--markdown"]).run()
        #expect(table.isSuccess)
        let readme = try String(contentsOf: BuiltProgram.checkout.appendingPathComponent("README.md"), encoding: .utf8)
        let start = try #require(
            readme.range(of: "<!-- keys -->"), "README.md needs the table between <!-- keys --> and <!-- /keys -->")
        let end = try #require(
            readme.range(of: "<!-- /keys -->"), "README.md needs the table between <!-- keys --> and <!-- /keys -->")
        let difference = LineDifference(
            from: readme[start.upperBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines),
            to: table.output.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(
            difference.text == "",
            "README.md's keys are not those of `backstep keys --markdown`: paste its output between the markers")
    }

    @Test func thePlainListNamesTheKeysThatMatter() async throws {
        let list = try await Command.backstep(["keys"]).run()
        #expect(list.isSuccess)
        for words in ["step one grain forward", "step one grain back", "run, pause", "quit", "Home", "F11"] {
            #expect(list.output.contains(words), "\(list.output)")
        }
    }
}
