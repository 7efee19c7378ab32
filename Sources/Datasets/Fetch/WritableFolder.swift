import Basics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few things fetching does to the disk.
enum WritableFolder {
    /// Makes a folder and those above it.
    static func create(_ path: String) throws(InputError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw cannotCreate(path, "a folder for the files") }
        }
        guard access(path, W_OK | X_OK) == 0 else { throw cannotCreate(path, "a folder that can be written to") }
    }

    /// The size of a regular file, or nil.
    static func size(of path: String) -> Int? {
        guard case .file(let size) = LocalFileSystem().status(of: path) else { return nil }
        return size
    }

    static func remove(_ path: String) throws(InputError) {
        if unlink(path) != 0, errno != ENOENT { throw cannotCreate(path, "to replace it") }
    }

    /// Removes a symbolic link: who downloads to one writes somewhere else.
    static func removeLink(_ path: String) throws(InputError) {
        var record = stat()
        if lstat(path, &record) == 0, record.st_mode & S_IFMT == S_IFLNK { try remove(path) }
    }

    /// Syncs a finished file and gives it its name in one step.
    static func commit(_ partial: String, at path: String) throws(InputError) {
        let descriptor = open(partial, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotCreate(partial, "the downloaded file") }
        let isSynced = fsync(descriptor) == 0
        close(descriptor)
        guard isSynced, rename(partial, path) == 0 else { throw cannotCreate(path, "to write it") }
    }

    private static func cannotCreate(_ path: String, _ expected: String) -> InputError {
        InputError(
            .cannotCreate, path, expected: expected, found: LocalFileSystem.reason(errno),
            advice: "check permissions and free space, or choose another folder")
    }
}
