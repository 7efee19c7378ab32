import Dashboard
import Datasets

/// Where the `:` line's history is kept from one run to the next: `$XDG_STATE_HOME/backstep/history`, or
/// `~/.local/state/backstep/history`.
///
/// A file that cannot be read or written is let be: a history is a convenience, and no reason to stop anybody.
struct HistoryFile {
    let path: String

    /// - Returns: nil where the environment names no home.
    init?(environment: [String: String]) {
        guard let folder = StateFolder.path(environment) else { return nil }
        path = folder + "/history"
    }

    /// The lines kept; none where there is no such file.
    func read() -> LineHistory {
        guard let bytes = try? InputFile.read(path, atMost: 1 << 20) else { return LineHistory() }
        return LineHistory(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// Keeps the lines.
    func write(_ history: LineHistory) {
        let file = OutputFile(path: path)
        file.makeFolder()
        try? file.write(Array((history.lines.joined(separator: "\n") + "\n").utf8))
    }
}
