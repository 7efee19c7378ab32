import Foundation
import Glibc

/// A process of this machine, as far as the system says what it runs.
enum LocalProcess {
    /// Name of this machine, as ranks say it of theirs.
    static let node: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    /// The words that a process of this user's was begun with, the interpreter without its path; nil of any other, and of one that is
    /// gone.
    static func command(_ process: Int) -> String? {
        var facts = stat()
        guard process > 0, stat("/proc/\(process)", &facts) == 0, facts.st_uid == getuid(),
            let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
        else { return nil }
        var words = bytes.split(separator: 0).prefix(32).map { String(decoding: $0, as: UTF8.self) }
        guard let first = words.first else { return nil }
        words[0] = first.split(separator: "/").last.map(String.init) ?? first
        return ForeignText.cleaned(words.filter { $0 != "-u" }.joined(separator: " "), atMost: 60)
    }
}

extension Greeting {
    /// The program that the rank runs, as far as it is known.
    package var programName: String {
        if !program.isEmpty { return program }
        return (node == LocalProcess.node ? LocalProcess.command(pid) : nil) ?? "process \(pid) on \(node)"
    }
}
