import Basics

/// Downloads with `curl`, or `wget` where there is no curl: every machine has one of them, with the proxies and
/// certificates its owner has set up.
public struct CommandDownloader: Downloader {
    enum Program: String, CaseIterable {
        case curl
        case wget
    }

    let program: Program
    let executable: String

    /// Looks along `$PATH`, in folders that are the same wherever one is; an error if there is neither program.
    public init(environment: DataEnvironment) throws(InputError) {
        let folders = (environment.nonEmpty("PATH") ?? "/usr/bin:/bin").split(separator: ":")
        for program in Program.allCases {
            for folder in folders where folder.hasPrefix("/") {
                let path = DataEnvironment.join(String(folder), program.rawValue)
                if case .file = environment.files.status(of: path) {
                    self.program = program
                    executable = path
                    return
                }
            }
        }
        throw InputError(
            .unavailable, "$PATH", expected: "curl or wget to download with", found: "neither",
            advice: "install curl, or put the files in place yourself")
    }

    public func download(
        _ url: String, to path: String, maximumSize: Int, progress: (Int) -> Void
    ) throws(DownloadFailure) {
        let child = try ChildProcess(executable, arguments(url, path, maximumSize: maximumSize))
        var size = 0
        // A server that tells no length, or lies about it, can go on for ever.
        let outcome = child.wait {
            size = WritableFolder.size(of: path) ?? size
            progress(size)
            return size <= maximumSize
        }
        guard size <= maximumSize else { throw DownloadFailure(reason: "more than the \(maximumSize) bytes that it should be") }
        guard outcome.status == 0 else {
            let words = outcome.errorText.split(whereSeparator: \.isNewline).last.map(String.init)
            throw DownloadFailure(reason: words ?? "\(program.rawValue) ended with status \(outcome.status)")
        }
    }

    func arguments(_ url: String, _ path: String, maximumSize: Int) -> [String] {
        // Nobody is led from an encrypted connection to one that is not, nor to a file of this machine.
        let schemes = url.hasPrefix("https:") ? "=https" : "=http,https"
        return switch program {
        case .curl:
            [
                "--fail", "--location", "--silent", "--show-error", "--connect-timeout", "15", "--speed-time", "30",
                "--speed-limit",
                "100", "--proto-redir", schemes, "--max-filesize", "\(maximumSize)", "--continue-at", "-", "--output", path, "--",
                url,
            ]
        // It cannot be told where redirects may lead.
        case .wget:
            [
                "--no-verbose", "--max-redirect=0", "--timeout=15", "--tries=2", "--continue", "--output-document=\(path)", "--",
                url,
            ]
        }
    }
}
