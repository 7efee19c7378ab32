import Foundation
import ScreenPictures
import TerminalGraphics

/// Something that a test cannot do without and a machine may lack. Use it as `.enabled(if: Requirement.tmux.isMet)`: the test is
/// then skipped where it is missing, and a line on standard error says so.
public struct Requirement: Sendable {
    /// Whether it is here. Where it is not, asking says on standard error what is missing and how to get it.
    public var isMet: Bool {
        guard let missing else { return true }
        FileHandle.standardError.write(Data("SKIPPED: \(missing)\n".utf8))
        return false
    }

    /// What is missing and how to get it; nil where it is here.
    public let missing: String?

    init(missing: String?) { self.missing = missing }

    init(_ isHere: Bool, _ missing: String, advice: String = "try .ci/install tests") {
        self.missing = isHere ? nil : "\(missing); \(advice)"
    }

    /// A program on the PATH.
    public static func program(_ name: String, for tests: String, advice: String = "try .ci/install tests") -> Requirement {
        Requirement(path(of: name) != nil, "\(tests) need \(name), which is not on the PATH", advice: advice)
    }

    /// The program that opens terminals for tests.
    public static let tmux = program("tmux", for: "tests in a real terminal")

    /// A file or device of the system's.
    public static func file(_ path: String) -> Requirement {
        Requirement(
            FileManager.default.fileExists(atPath: path), "a test needs \(path), which this system does not have",
            advice: "try Linux")
    }

    /// A terminal's description in the terminal database. Names other than those of xterm, tmux, screen and the classic ones are
    /// not everywhere.
    public static func terminalDescription(_ name: String) -> Requirement {
        Requirement(
            hasTerminalDescription(name), "tests of TERM=\(name) need its description, which the terminal database does not have")
    }

    /// What pictures of screens are drawn with: cairo and a font.
    public static let pictures: Requirement = {
        do throws(PictureError) {
            _ = try ScreenPicture(Canvas(Size(width: 1, height: 1))).bytes(.png)
        } catch .noLibrary, .noFont {
            return Requirement(false, "tests of pictures need cairo and a font")
        } catch {
            // What else is wrong is for the tests to find.
        }
        return Requirement(missing: nil)
    }()

    /// Where a program is.
    static func path(of program: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").map { URL(fileURLWithPath: String($0)).appendingPathComponent(program) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static func hasTerminalDescription(_ name: String) -> Bool {
        guard let program = path(of: "infocmp") else { return false }
        let process = try? ChildProcess(
            program.path, [name], environment: ProcessInfo.processInfo.environment, input: "/dev/null", output: "/dev/null",
            errors: "/dev/null")
        return process?.wait() == .exit(0)
    }
}
