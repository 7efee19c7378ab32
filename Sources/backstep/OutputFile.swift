import Basics
import Foundation
import Inspection
import Training

/// A file that is there whole or not at all. One that is there already keeps its mode and owner, and a symbolic link stays one:
/// the file that it leads to is replaced.
struct OutputFile {
    let path: String
    /// The file itself, behind all links.
    let target: String

    init(path: String) {
        self.path = path
        target = Self.target(of: path)
    }

    /// Follows links, also to a file that is not there yet. In a circle of links it stays where it is, and opening will tell.
    private static func target(of path: String) -> String {
        var target = path
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { return target }
            target = next.hasPrefix("/") ? next : folder(of: target) + "/" + next
        }
        return path
    }

    /// Finds out, before the work begins, whether the file can be written. Throws an `InputError`, exit code 73.
    func check() throws {
        var status = stat()
        if stat(target, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw failure("a folder")
            default: throw failure("a device or pipe, which would be replaced")
            }
        } else if errno == ELOOP {
            throw failure(SystemError.reason())
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
    var temporaryPath: String { "\(target).\(getpid()).part" }

    /// The folder that it is in.
    var folder: String { Self.folder(of: target) }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    func failure(_ found: String) -> InputError {
        InputError(.cannotCreate, path, expected: "a file that can be written", found: found)
    }
}
