import Foundation
import Testing

/// Every public declaration says what it is for, in a comment of its own. A member that a protocol asks for is explained there; cases of an enum are not counted.
@Suite("Documentation")
struct DocumentationTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    /// The files of a room; a link to another folder has the same ones once more.
    private static func files(_ room: String) throws -> [URL] {
        let folder = sources.appending(path: room).resolvingSymlinksInPath()
        guard let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isSymbolicLinkKey]) else {
            return []
        }
        return found.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
    }

    /// Declarations of all rooms: a type of one may conform to a protocol of another.
    private static func declarations() throws -> PublicDeclarations {
        var declarations = PublicDeclarations()
        for room in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
            for file in try files(room) {
                declarations.read(
                    try String(contentsOf: file, encoding: .utf8), file: "Sources/" + file.path.dropFirst(sources.path.count + 1))
            }
        }
        return declarations
    }

    @Test func everyPublicDeclarationIsDocumented() throws {
        let declarations = try Self.declarations()
        for room in ["Basics", "Dashboard", "Datasets", "Inspection", "Kernels", "NeuralNetwork", "Training"] {
            #expect(declarations.all.contains { $0.place.hasPrefix("Sources/\(room)/") }, "\(room) has been read")
        }
        #expect(declarations.undocumented.map { "\($0.place): \($0.name)" } == [])
    }

    /// `What is learned` makes a reader look for the noun; `The parameters` is one.
    @Test func commentsBeginWithTheirNoun() throws {
        var found: [String] = []
        for room in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path).sorted() {
            for file in try Self.files(room) {
                let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { $0.drop { $0 == " " } }
                for (before, line) in zip([""] + lines, lines) where !before.hasPrefix("//") && Self.hidesItsNoun(line) {
                    found.append("\(file.lastPathComponent): \(line)")
                }
            }
        }
        #expect(found == [])
    }

    private static func hidesItsNoun(_ line: Substring) -> Bool {
        ["What ", "How "].contains { line.hasPrefix("/// " + $0) || line.hasPrefix("// " + $0) }
    }

    @Test(arguments: [
        ("/// What it is.", true), ("// How much is left.", true), ("/// The rest.", false), ("let what = 1 // What", false),
    ])
    func theHiddenNounIsFound(_ line: Substring, isHidden: Bool) {
        #expect(Self.hidesItsNoun(line) == isHidden)
    }

    @Test(
        arguments: [
            ("public let a = 1", ["a"]), ("/// Yes.\npublic let a = 1", []), ("/// Yes.\n@inlinable\npublic func f() {}", []),
            ("// No.\npublic func f<T>(_ t: T) {}", ["f"]), ("let a = 1\npackage var b = 2", []),
            ("/// S.\npublic struct S {\n    public init() {}\n    var a = 1\n}", []),
            ("/// S.\npublic struct S {\n    public init() { a = 2 }\n    var a = 1\n}", ["init"]),
            ("/// S.\npublic struct S {\n    public init(a: Int) {}\n}", ["init"]),
            (
                "/// S.\npublic struct S: CustomStringConvertible {\n    public var description: String { \"}\" }\n    public var x: Int\n}",
                ["x"]
            ),
            ("/// P.\npublic protocol P {\n    /// F.\n    func f()\n    func g()\n}", ["g"]),
            (
                "protocol P { }\n/// E.\npublic enum E {\n    case a\n    @discardableResult public static func < (a: E, b: E) -> Bool { true }\n}",
                ["<"]
            ),
            (
                "/// P.\nprotocol P {\n    /// F.\n    func f()\n}\n/// S.\npublic struct S<T>: Sendable, P where T: P {\n    public func f() {}\n    public func g() {}\n}",
                ["g"]
            ),
            ("/// P.\nprotocol P {\n    func f()\n}\nextension P {\n    public func f() {}\n}", ["f"]),
            ("/// P.\nprotocol P {\n    /// F.\n    func f()\n}\nextension P {\n    public func f() {}\n}", []),
            (
                "/// S.\npublic struct S {}\nextension S: Comparable {\n    public static func < (a: S, b: S) -> Bool { true }\n}",
                []
            ),
            ("let text = \"\"\"\n    public let a = 1\n    \"\"\"\n/* public let b = 2 */ let c = \"\\(\"public let d\")\"", []),
            ("/// S.\npublic final class S {\n    public private(set) var a = 1\n    public class func b() {}\n}", ["a", "b"]),
        ] as [(String, [String])])
    func theAnalyserFindsWhatIsNotDocumented(_ text: String, names: [String]) {
        var declarations = PublicDeclarations()
        declarations.read(text, file: "a.swift")
        #expect(declarations.undocumented.map(\.name) == names)
    }
}
