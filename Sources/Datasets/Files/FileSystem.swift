import Basics

/// The kind of thing at a path.
public enum FileStatus: Sendable, Equatable {
    case missing
    /// A regular file of so many bytes.
    case file(size: Int)
    case folder
    /// A pipe, device or socket: nothing data are read from.
    case special
    /// It may be there, but the system will not say; the text is the system's reason.
    case unreadable(String)
}

/// The reading half of a file system, injected so that every search can be tried without touching a disk.
public protocol FileSystem: Sendable {
    /// Kind of thing that stands at a path, links followed.
    func status(of path: String) -> FileStatus
    /// The names in a folder, sorted, without `.` and `..`; empty if it cannot be read.
    func names(in folder: String) -> [String]
    /// Opens a regular file for reading from its first byte.
    func open(_ path: String) throws(InputError) -> any ByteSource
}

/// Bytes that come one buffer after the other.
public protocol ByteSource: AnyObject {
    /// Reads at most `buffer.count` bytes and returns how many came; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

extension FileSystem {
    /// The size of the regular file at `path`, or a clear error for anything else that may stand there.
    public func sizeOfFile(_ path: String, expecting what: String) throws(InputError) -> Int {
        switch status(of: path) {
        case .file(let size): return size
        case .missing:
            throw InputError(.missing, path, expected: what, found: "nothing there", advice: "check the path")
        case .folder:
            throw InputError(.missing, path, expected: what, found: "a folder", advice: "name a file in it")
        case .special:
            throw InputError(.missing, path, expected: what, found: "no regular file", advice: "name a regular file")
        case .unreadable(let reason):
            throw InputError(.missing, path, expected: what, found: reason, advice: "check the permissions")
        }
    }
}
