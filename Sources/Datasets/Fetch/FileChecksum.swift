import Basics

/// Compares files with what is known of them.
enum FileChecksum {
    /// Whether `path` is a file of the right size and SHA-256; false if nothing is there.
    static func matches(_ path: String, _ file: RemoteFile) throws(InputError) -> Bool {
        let files = LocalFileSystem()
        guard case .file(file.size) = files.status(of: path) else { return false }
        let source = try files.open(path)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        var hash = SHA256()
        while true {
            let count = try source.read(into: piece)
            if count == 0 { break }
            hash.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
        return hash.hexadecimal() == file.checksum
    }
}
