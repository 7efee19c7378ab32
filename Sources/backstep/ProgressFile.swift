import Foundation
import Lessons

/// Where it is written down which lessons have been gone through: `lessons.yaml` in the folder of the program's state.
struct ProgressFile: Sendable {
    let path: String

    /// - Returns: nil where the environment names no home.
    init?(environment: [String: String]) {
        guard let folder = StateFolder.path(environment) else { return nil }
        path = folder + "/lessons.yaml"
    }

    /// Lessons written down; nothing where there is no such file. Nil where it cannot be read: then that is told in one line, and
    /// the file is not to be written, since somebody may want to mend it.
    func read() -> LessonProgress? {
        guard FileManager.default.fileExists(atPath: path) else { return LessonProgress() }
        do {
            let bytes = try InputFile.read(path, atMost: 1 << 20)
            return try LessonProgress(yaml: String(decoding: bytes, as: UTF8.self), source: path)
        } catch {
            Failure(message: "\(Failure(error).message); lessons are not written down", exitCode: 0).report()
        }
        return nil
    }

    /// Writes it down. What cannot be written is let be.
    func write(_ progress: LessonProgress) {
        let file = OutputFile(path: path)
        file.makeFolder()
        try? file.write(Array(progress.yaml.utf8))
    }
}

extension Day {
    /// The day that the clock of this machine has, in its own time zone.
    static var today: Day {
        let now = Date()
        let seconds = now.timeIntervalSince1970 + Double(TimeZone.current.secondsFromGMT(for: now))
        return Day(number: Int((seconds / 86_400).rounded(.down)))
    }
}
