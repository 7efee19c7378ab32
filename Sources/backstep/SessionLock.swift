import Basics
import Foundation

/// Lock of a session file: one program at a time keeps its session there, since two would write over each other. It lies beside the
/// file and dies with its program, however that ends.
final class SessionLock {
    private let path: String
    private var descriptor: Int32

    /// Takes the lock; nil where there can be none, as in a folder that nobody may write in, or where this program has it already.
    /// Throws a `Failure`, exit code 75, where another program has it.
    init?(_ session: String) throws {
        let file = OutputFile(path: session)
        path = "\(file.folder)/.\(file.target.split(separator: "/").last ?? "session").lock"
        // Who gives it up removes it, and may do so between our opening and our locking: then we have another file.
        for _ in 0..<100 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { return nil }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let isHeld = errno == EWOULDBLOCK
                defer { close(descriptor) }
                guard isHeld, let holder = Self.holder(descriptor), holder != getpid() else { return nil }
                throw Failure(
                    message: "\(session): in use by process \(holder); end it there, or name another file",
                    exitCode: EX_TEMPFAIL)
            }
            var (locked, present) = (stat(), stat())
            if fstat(descriptor, &locked) == 0, stat(path, &present) == 0,
                (locked.st_dev, locked.st_ino) == (present.st_dev, present.st_ino)
            {
                let text = "\(getpid())\n"
                _ = ftruncate(descriptor, 0)
                _ = pwrite(descriptor, text, text.utf8.count, 0)
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
        return nil
    }

    /// Process that has written its number into a lock.
    private static func holder(_ descriptor: Int32) -> pid_t? {
        var bytes = [UInt8](repeating: 0, count: 32)
        // Between locking and writing there is a moment.
        for _ in 0..<50 {
            let count = pread(descriptor, &bytes, bytes.count, 0)
            if count > 0, bytes[count - 1] == UInt8(ascii: "\n") {
                return pid_t(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
            }
            usleep(10_000)
        }
        return nil
    }

    deinit { release() }

    /// Gives it up.
    func release() {
        guard descriptor >= 0 else { return }
        unlink(path)
        close(descriptor)
        descriptor = -1
    }
}
