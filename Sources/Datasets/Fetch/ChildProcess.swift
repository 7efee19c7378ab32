#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program run with arguments, its error output caught, its other output thrown away.
struct ChildProcess: ~Copyable {
    private static let mostErrorText = 1 << 14

    private let identifier: pid_t
    /// The reading end of the child's error output; it ends when the child does.
    private let errors: Int32

    init(_ executable: String, _ arguments: [String]) throws(DownloadFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw DownloadFailure(reason: LocalFileSystem.reason(errno)) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, executable, &actions, nil, &words, environ)
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            throw DownloadFailure(reason: "\(executable): \(LocalFileSystem.reason(status))")
        }
        identifier = child
        errors = ends[0]
    }

    /// Waits for the end; calls `mayGoOn` about ten times a second and once at the end. Where it says no, the child is ended.
    func wait(_ mayGoOn: () -> Bool) -> (status: Int32, errorText: String) {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1024)
        var poller = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&poller, 1, 100)
            if ready > 0 {
                let count = read(errors, &buffer, buffer.count)
                if count == 0 || (count < 0 && errno != EINTR) { break }
                if count > 0, text.count < Self.mostErrorText { text += buffer[..<count] }
            } else if ready < 0, errno != EINTR {
                break
            }
            // It may have inherited a mask that keeps any other signal out.
            if !mayGoOn() { _ = kill(identifier, SIGKILL) }
        }
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        _ = mayGoOn()
        let isExit = status & 0x7f == 0
        return (isExit ? status >> 8 & 0xff : 128 + status & 0x7f, String(decoding: text, as: UTF8.self))
    }

    deinit { close(errors) }
}
