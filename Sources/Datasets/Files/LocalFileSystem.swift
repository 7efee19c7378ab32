import Basics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file system of the machine.
public struct LocalFileSystem: FileSystem {
    /// The file system that the process sees.
    public init() {}

    public func status(of path: String) -> FileStatus {
        var record = stat()
        guard stat(path, &record) == 0 else {
            return errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.reason(errno))
        }
        switch record.st_mode & S_IFMT {
        case S_IFREG: return .file(size: Int(record.st_size))
        case S_IFDIR: return .folder
        default: return .special
        }
    }

    public func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    public func open(_ path: String) throws(InputError) -> any ByteSource {
        try LocalFileSource(path: path)
    }

    /// The system's words for an error number.
    static func reason(_ number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}

/// A file of the machine, read in order; closed when nobody holds it any more.
final class LocalFileSource: ByteSource {
    private let path: String
    private let descriptor: Int32

    init(path: String) throws(InputError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            let reason = LocalFileSystem.reason(errno)
            throw InputError(
                .missing, path, expected: "a readable file", found: reason, advice: "check the path and its permissions")
        }
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard buffer.count > 0 else { return 0 }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno == EINTR { continue }
            let reason = LocalFileSystem.reason(errno)
            throw InputError(.inputOutput, path, expected: "to read on", found: reason, advice: "check the disk and try again")
        }
    }
}
