import Basics
import Glibc
import Synchronization

/// A command that runs beside this program.
final class ChildCommand: Sendable {
    let process: pid_t
    /// glibc's POSIX_SPAWN_SETSID, which its header shows to some programs only: a terminal that is closed does not end the command.
    private static let ownSession: Int32 = 0x80
    private let end = Mutex<Int32?>(nil)
    /// The exit code that it has ended with, as far as ``hasEnded()`` has found out; nil while it runs.
    var exitCode: Int32? { end.withLock { $0 } }

    /// - Parameters:
    ///   - output: file that takes its standard output and error, for a command that is to live on without this program and its
    ///     terminal; nil: it stays in the terminal.
    init(_ words: [String], environment: [String: String], output: String? = nil) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that we keep from ourselves are not kept from it.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | (output == nil ? 0 : Self.ownSession)))
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for text in arguments { free(text) }
            for text in variables { free(text) }
        }
        var process: pid_t = 0
        let fault = posix_spawnp(&process, words[0], &actions, &attributes, &arguments, &variables)
        guard fault == 0 else {
            throw InputError(.missing, words[0], expected: "a command that can be run", found: String(cString: strerror(fault)))
        }
        self.process = process
    }

    /// Whether it has ended by now.
    func hasEnded() -> Bool {
        end.withLock { end in
            guard end == nil else { return true }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return false }
            // As shells have it: 128 and the signal that it died of.
            end = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
            return true
        }
    }

    func send(_ signal: Int32) { if exitCode == nil { kill(process, signal) } }
}
