import Foundation
import Glibc

/// Where notes for whoever teaches lie while a class is taught: `$XDG_RUNTIME_DIR/backstep/notes`, or in the folder of the program's
/// state. Nobody else may read them.
struct NotesFile: Sendable {
    let path: String

    /// - Returns: nil where the environment names neither.
    init?(environment: [String: String]) {
        if let folder = environment["XDG_RUNTIME_DIR"], folder.hasPrefix("/") {
            path = folder + "/backstep/notes"
        } else if let folder = StateFolder.path(environment) {
            path = folder + "/notes"
        } else {
            return nil
        }
    }

    /// Puts notes in the place of those before. What cannot be written is let be.
    func write(_ notes: String) {
        let file = OutputFile(path: path)
        file.makeFolder()
        guard (try? file.write(Array(notes.utf8))) != nil else { return }
        chmod(path, 0o600)
    }

    /// Prints the notes, and again whenever they change, until the program is ended.
    func follow() {
        var shown = ""
        while true {
            let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            if text != shown {
                // A new page: the screen is cleared.
                Output.write("\u{1B}[H\u{1B}[2J" + text)
                shown = text
            }
            usleep(200_000)
        }
    }
}
