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
    /// The program's words, one line.
    public let reason: String
    /// A failure in the program's words.
    public init(reason: String) { self.reason = reason }
}
