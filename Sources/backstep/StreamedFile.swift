import Glibc
import Training

/// A file that grows while a run goes on: written beside its place, and given its name when it is whole.
final class StreamedFile {
    private let file: OutputFile
    private let temporary: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Opens it. Throws `ScenarioError`, exit code 73, where it cannot be written.
    init(_ path: String) throws {
        file = OutputFile(path: path)
        try file.check()
        temporary = file.temporaryPath
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw file.failure(String(cString: strerror(errno))) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Adds text.
    func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 16 { try flush() }
    }

    private func flush() throws {
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw file.failure(String(cString: strerror(errno)))
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Waits until all is on the disk, and gives it its name.
    func finish() throws {
        try flush()
        let isSafe = fsync(descriptor) == 0
        let cause = errno
        close(descriptor)
        descriptor = -1
        guard isSafe, rename(temporary, file.path) == 0 else {
            let reason = String(cString: strerror(isSafe ? errno : cause))
            unlink(temporary)
            throw file.failure(reason)
        }
    }
}
