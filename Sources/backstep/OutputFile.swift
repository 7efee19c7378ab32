import Basics
import Foundation
import Inspection
import Training

/// A file that is there whole or not at all.
struct OutputFile {
    let path: String

    /// Finds out, before the work begins, whether the file can be written. Throws an `InputError`, exit code 73.
    func check() throws {
        var status = stat()
        if stat(path, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw failure("a folder")
            default: throw failure("a device or pipe, which would be replaced")
            }
        }
        guard access(folder, W_OK) == 0 else { throw failure(SystemError.reason()) }
    }

    /// Writes beside the file, waits until it is on the disk, and gives it its name. Throws an `InputError`, exit code 73.
    func write(_ bytes: [UInt8]) throws {
        let stream = try StreamedFile(self)
        try stream.append(bytes)
        try stream.finish()
    }

    /// Makes its folder, for this user alone, where there is none. Whether that went well, writing will tell.
    func makeFolder() {
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Where it is written before it has its name.
    var temporaryPath: String { "\(path).\(getpid()).part" }

    /// The folder that it is in.
    var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    func failure(_ found: String) -> InputError {
        InputError(.cannotCreate, path, expected: "a file that can be written", found: found)
    }
}
