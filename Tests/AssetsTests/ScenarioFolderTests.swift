import Assets
import Foundation
import TestSupport
import Testing

@testable import embed_files

@Suite("The folder of scenarios")
struct ScenarioFolderTests {
    @Test func everyFileOfTheFolderIsInTheProgram() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../assets/scenarios")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(Set(files) == Set(Assets.scenarios.map { $0.name + ".yaml" }))
        for (name, yaml) in Assets.scenarios {
            #expect(try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8) == yaml)
        }
    }

    @Test func aNewFileIsAllItTakesAndTheOrderIsThatOfItsList() throws {
        let folder = try TemporaryFolder()
        try folder.write("zebra\nmoons\n", to: "order.txt")
        for name in ["moons", "zebra"] { try folder.write("name: \(name)\n", to: name + ".yaml") }
        let scenarios = ScenarioFolder(path: folder.path)
        #expect(try scenarios.names() == ["zebra", "moons"])
        try folder.write("name: apple\n", to: "apple.yaml")
        #expect(try scenarios.names() == ["zebra", "moons", "apple"])
    }

    @Test func textsAreTakenAsTheyAre() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "order.txt")
        try folder.write("a: \"\"\"## \\(b) \\n\n\n", to: "odd.yaml")
        #expect(
            try ScenarioFolder(path: folder.path).source().contains("(\"odd\", ###\"\"\"\na: \"\"\"## \\(b) \\n\n\n\n\"\"\"###)"))
    }

    @Test func aNameInTheOrderWithoutAFileIsAnError() throws {
        let folder = try TemporaryFolder()
        try folder.write("mons\n", to: "order.txt")
        let error = try #require(throws: Slip.self) { try ScenarioFolder(path: folder.path).names() }
        #expect(error.description.hasSuffix("order.txt: expected names of its files, found 'mons', of which there is no file"))
    }
}
