import Basics
import Foundation
import Glibc
import Inspection
import Training

/// Files that the person names.
enum InputFile {
    /// Reads a whole file.
    /// - Parameters:
    ///   - limit: bytes that such a file has at most.
    ///   - size: bytes that this one has, by its beginning; nil: not known yet. One that goes on behind them is not read on.
    /// - Throws: an `InputError` that says why it cannot be read, with exit code 66, or 65 where it is too large.
    static func read(_ path: String, atMost limit: Int, size: ([UInt8]) -> Int? = { _ in nil }) throws -> [UInt8] {
        // A pipe that nobody writes to is at its end at once.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, SystemError.reason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, SystemError.reason()) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFIFO: _ = fcntl(descriptor, F_SETFL, O_RDONLY)
        case S_IFDIR: throw unreadable(path, "a folder")
        default: throw unreadable(path, "a device")
        }
        guard status.st_size <= limit else {
            throw InputError(.malformed, path, expected: "at most \(limit >> 20) MiB", found: "\(status.st_size) bytes")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var end: Int?
        while bytes.count <= limit {
            end = end ?? size(bytes)
            if let end, bytes.count > end { return bytes }
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count > 0 {
                bytes += chunk[..<count]
            } else if errno != EINTR {
                throw unreadable(path, SystemError.reason())
            }
        }
        throw InputError(.malformed, path, expected: "at most \(limit >> 20) MiB", found: "more")
    }

    private static func unreadable(_ path: String, _ found: String) -> InputError {
        InputError(.missing, path, expected: "a file that can be read", found: found)
    }
}
