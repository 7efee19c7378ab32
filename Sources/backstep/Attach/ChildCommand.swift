import Basics
import Glibc

/// A command that runs beside this program, in the same terminal.
final class ChildCommand {
    private let process: pid_t
    /// The end that it has come to; nil while it runs.
    private(set) var exitCode: Int32?

    /// - Parameters:
    ///   - output: file that takes its standard output and error; nil: they stay where they are.
    ///   - takesInput: whether it reads what is typed.
    init(_ words: [String], environment: [String: String], output: String? = nil, takesInput: Bool = true) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        if !takesInput { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that we keep from ourselves are not kept from it.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
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
        guard exitCode == nil else { return true }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return false }
        // As shells have it: 128 and the signal that it died of.
        exitCode = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        return true
    }

    func send(_ signal: Int32) { if exitCode == nil { kill(process, signal) } }
}
