/// Brings a file from the network; injected, so that fetching can be tried without one.
public protocol Downloader: Sendable {
    /// Downloads `url` to the file `path`, continuing a partial file that is already there.
    /// - Parameters:
    ///   - maximumSize: more bytes than this are not written
    ///   - progress: called now and then with the bytes that `path` has
    func download(_ url: String, to path: String, maximumSize: Int, progress: (Int) -> Void) throws(DownloadFailure)
}

/// Why a download did not come through, in the downloading program's words.
public struct DownloadFailure: Error, Sendable, Equatable {
    public let reason: String
    public init(reason: String) { self.reason = reason }
}
