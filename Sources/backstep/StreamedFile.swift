import Glibc
import Inspection
import Training

/// A file that grows piece by piece: written beside its place, and given its name when it is whole.
final class StreamedFile {
    private let file: OutputFile
    private let temporary: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// Opens it. Throws an `InputError`, exit code 73, where it cannot be written.
    init(_ file: OutputFile) throws {
        try file.check()
        self.file = file
        temporary = file.temporaryPath
        var present = stat()
        let isPresent = stat(file.target, &present) == 0
        // Others who must not read the file that is there must not read this one, at no moment.
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPresent ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw file.failure(SystemError.reason()) }
        if isPresent {
            // Another one's file, or a mode that the folder's system does not have, is no reason not to write.
            _ = fchown(descriptor, present.st_uid, present.st_gid)
            _ = fchmod(descriptor, present.st_mode & 0o7777)
        }
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

    /// Adds bytes.
    func append(_ bytes: [UInt8]) throws {
        try flush()
        try write(bytes[...])
    }

    private func flush() throws {
        try write(buffer[...])
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, min($0.count, 1 << 30)) }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw file.failure(SystemError.reason())
            }
        }
    }

    /// Waits until all is on the disk, and gives it its name.
    func finish() throws {
        try flush()
        let isSafe = fsync(descriptor) == 0
        let cause = errno
        close(descriptor)
        descriptor = -1
        guard isSafe, rename(temporary, file.target) == 0 else {
            let reason = SystemError.reason(isSafe ? errno : cause)
            unlink(temporary)
            throw file.failure(reason)
        }
        // The name, too, has to be on the disk.
        let folder = open(file.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }
}
