import Foundation

/// A text that is known to be right, in `Tests/Snapshots`. With `BACKSTEP_RECORD=1` in the environment a check writes the file
/// instead; then look at what has changed before committing it.
public struct SnapshotFile: Sendable {
    public let name: String
    private let folder: URL
    private let isRecording: Bool

    /// - Parameters:
    ///   - name: the file's name without `.txt`.
    ///   - folder: where it is.
    ///   - isRecording: whether a check writes the file instead of comparing.
    public init(
        _ name: String, folder: URL = BuiltProgram.checkout.appendingPathComponent("Tests/Snapshots"),
        isRecording: Bool = ProcessInfo.processInfo.environment["BACKSTEP_RECORD"] == "1"
    ) {
        self.name = name
        self.folder = folder
        self.isRecording = isRecording
    }

    /// A text that is not the recorded one; says line by line what differs.
    public struct Mismatch: Error, CustomStringConvertible {
        public let description: String
    }

    /// Compares a text to the file.
    /// - Throws: ``Mismatch`` where they differ, or where there is no file.
    public func check(_ text: String) throws {
        let file = folder.appendingPathComponent(name + ".txt")
        if isRecording {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
            return
        }
        let hint = "If it is right as it is now: BACKSTEP_RECORD=1 swift test, then look at the difference in Tests/Snapshots."
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw Mismatch(description: "Tests/Snapshots/\(name).txt is not there. \(hint)")
        }
        let recorded = String(decoding: data, as: UTF8.self)
        if recorded == text + "\n" { return }
        let difference = LineDifference(from: recorded, to: text + "\n")
        throw Mismatch(description: "Tests/Snapshots/\(name).txt differs (− recorded, + now):\n\(difference.text)\n\(hint)")
    }
}
