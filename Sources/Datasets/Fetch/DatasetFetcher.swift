import Basics

/// Fetches files from the first mirror that has them, and lets nothing into place that is not what it should be.
///
/// Each file is written beside its place under `NAME.partial`, which a later run continues; when its size and SHA-256 are
/// right it is synced and renamed. Files already in place are checked and kept.
public struct DatasetFetcher: Sendable {
    /// The progress of a download, for a progress bar.
    public enum Event: Sendable, Equatable {
        /// In place already, and right.
        case present(RemoteFile)
        /// So many bytes of the file are here.
        case progress(RemoteFile, bytes: Int)
        /// A mirror failed; the next one is tried.
        case mirrorFailed(url: String, reason: String)
        /// Downloaded, checked and in place.
        case finished(RemoteFile)
    }

    /// Files that are wanted.
    public let files: [RemoteFile]
    /// Servers' addresses that end with a slash, in the order in which they are tried.
    public let mirrors: [String]
    /// Folder that the files are put in; made where it is not there.
    public let folder: String
    private let downloader: any Downloader

    /// A fetcher of MNIST, or of other files.
    public init(
        files: [RemoteFile] = RemoteFile.mnist, mirrors: [String] = RemoteFile.mnistMirrors, folder: String,
        downloader: any Downloader
    ) {
        self.files = files
        self.mirrors = mirrors
        self.folder = folder
        self.downloader = downloader
    }

    /// Fetches what is not there.
    public func fetch(_ report: (Event) -> Void) throws(InputError) {
        try WritableFolder.create(folder)
        for file in files {
            let path = DataEnvironment.join(folder, file.name)
            if try FileChecksum.matches(path, file) {
                report(.present(file))
            } else {
                try fetch(file, to: path, report)
                report(.finished(file))
            }
        }
    }

    private func fetch(_ file: RemoteFile, to path: String, _ report: (Event) -> Void) throws(InputError) {
        let partial = path + ".partial"
        try WritableFolder.removeLink(partial)
        var lastReason = "no mirror to ask"
        for mirror in mirrors {
            let url = DataEnvironment.join(mirror, file.name)
            if let reason = try attempt(file, url: url, partial: partial, report) {
                lastReason = reason
                report(.mirrorFailed(url: url, reason: reason))
                continue
            }
            try WritableFolder.commit(partial, at: path)
            return
        }
        throw InputError(
            .unavailable, file.name, expected: "it from one of \(mirrors.count) mirrors", found: lastReason,
            advice: "check the network and try again, or put the files in \(folder) yourself")
    }

    /// Tries one mirror; returns why it failed, or nil when `partial` is complete and right.
    private func attempt(
        _ file: RemoteFile, url: String, partial: String, _ report: (Event) -> Void
    ) throws(InputError) -> String? {
        let part = WritableFolder.size(of: partial) ?? 0
        if part >= file.size {
            // As long as the whole: nothing is left to continue.
            if try FileChecksum.matches(partial, file) { return nil }
            try WritableFolder.remove(partial)
        }
        do {
            try downloader.download(url, to: partial, maximumSize: file.size) {
                report(.progress(file, bytes: min($0, file.size)))
            }
        } catch {
            return error.reason
        }
        let size = WritableFolder.size(of: partial) ?? 0
        if size < file.size { return "\(size) of \(file.size) bytes" }
        if try FileChecksum.matches(partial, file) { return nil }
        try WritableFolder.remove(partial)
        // The file that was continued may have been the wrong part: once more, from the first byte.
        if (1..<file.size).contains(part) { return try attempt(file, url: url, partial: partial, report) }
        return size == file.size ? "a file with another SHA-256" : "\(size) bytes instead of \(file.size)"
    }
}
