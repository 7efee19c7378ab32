import Glibc
import Training

/// A file that is there whole or not at all.
struct OutputFile {
    let path: String

    /// Finds out, before the work begins, whether the file can be written. Throws `ScenarioError`, exit code 73.
    func check() throws {
        var status = stat()
        if stat(path, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw failure("a folder")
            default: throw failure("a device or pipe, which would be replaced")
            }
        }
        guard access(folder, W_OK) == 0 else { throw failure(String(cString: strerror(errno))) }
    }

    /// Writes beside the file, waits until it is on the disk, and gives it its name.
    func write(_ bytes: [UInt8]) throws {
        let temporary = temporaryPath
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        var rest = bytes[...]
        var isWhole = true
        while !rest.isEmpty && isWhole {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, min($0.count, 1 << 30)) }
            if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { isWhole = false }
        }
        let isSafe = isWhole && fsync(descriptor) == 0
        let cause = errno
        close(descriptor)
        guard isSafe, rename(temporary, path) == 0 else {
            let reason = String(cString: strerror(isSafe ? errno : cause))
            unlink(temporary)
            throw failure(reason)
        }
        // The name, too, has to be on the disk.
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// Where it is written before it has its name.
    var temporaryPath: String { "\(path).\(getpid()).part" }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    func failure(_ found: String) -> ScenarioError {
        ScenarioError("\(path): expected a file that can be written, found: \(found)", exitCode: EX_CANTCREAT)
    }
}
