#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A child process that reads and writes files. It is over when it ends itself, whatever it has left running behind: a server
/// that it has started does not keep anybody waiting.
struct ChildProcess: Sendable {
    let identifier: pid_t

    /// A program that could not be started.
    struct CannotStart: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - input: the file that standard input is read from.
    ///   - output: the file that standard output goes to, made anew.
    ///   - errors: the file that standard error goes to, made anew.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String], input: String, output: String, errors: String
    ) throws {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        // No signal is blocked or ignored in the child, whatever the test process does with them.
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, executable, &actions, &attributes, &words, &variables)
        guard status == 0 else { throw CannotStart(description: "\(executable): \(String(cString: strerror(status)))") }
        identifier = child
    }

    /// Waits for the end, on the calling thread.
    func wait() -> CommandResult.Ending {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
    }

    func kill() { _ = sendSignal(identifier, SIGKILL) }
}

/// `kill`, under a name that a method may be called beside.
private let sendSignal: @Sendable (pid_t, Int32) -> Int32 = { kill($0, $1) }
