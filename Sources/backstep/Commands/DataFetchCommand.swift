import ArgumentParser
import Basics
import Datasets
import Foundation
import Glibc
import Inspection
import TerminalGraphics
import Training

extension DataCommand {
    struct FetchCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fetch", abstract: "Download MNIST, check it, and put it where backstep looks.",
            discussion: """
                What has been downloaded in part is continued; nothing unchecked gets its final name.

                Examples:
                  backstep data fetch mnist
                  backstep data fetch mnist --to ~/mnist
                """)

        @Argument(help: "The data set: mnist.")
        var name: String

        @Option(help: ArgumentHelp("Where to put it, in place of the data folder.", valueName: "dir"))
        var to: String?

        func run() throws {
            try Failure.reported {
                guard name == "mnist" else {
                    throw InputError(
                        "data fetch \(name)", expected: "mnist, the only set that is downloaded", found: "'\(name)'",
                        advice: "see backstep data list")
                }
                let environment = DataEnvironment(variables: ProcessInfo.processInfo.environment)
                guard let folder = to.map(environment.expandingTilde) ?? MNISTLocator(environment: environment).fetchFolder else {
                    throw InputError(
                        "data fetch", expected: "$HOME or $XDG_DATA_HOME to say where data live", found: "neither",
                        advice: "try --to DIR")
                }
                let fetcher = DatasetFetcher(folder: folder, downloader: try CommandDownloader(environment: environment))
                let bar = ProgressBar()
                try fetcher.fetch { bar.report($0) }
                Output.write("mnist is in \(folder)\n")
            }
        }
    }
}

/// Says how a download goes: a bar where somebody watches, a line a file where nobody does.
private struct ProgressBar {
    private let isWatched = isatty(STDERR_FILENO) == 1

    func report(_ event: DatasetFetcher.Event) {
        switch event {
        case .present(let file): StandardError.write("\(start)\(file.name): already here, checked\n")
        case .progress(let file, let bytes):
            guard isWatched, file.size > 0 else { return }
            let width = 30
            let filled = min(width, bytes * width / file.size)
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
            StandardError.write("\(start)\(file.name) [\(bar)] \(min(100, bytes * 100 / file.size)) %")
        case .mirrorFailed(let url, let reason): StandardError.write("\(start)\(url): \(reason); trying the next mirror\n")
        case .finished(let file): StandardError.write("\(start)\(file.name): \(file.size) bytes, checked\n")
        }
    }

    /// Back to the beginning of the line, and it emptied.
    private var start: String { isWatched ? "\r\u{1B}[K" : "" }
}
