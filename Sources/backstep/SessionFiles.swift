import Basics
import Foundation
import Glibc
import Inspection
import Synchronization
import Training

/// Session files: read, written under a name, and kept in case of need.
struct SessionFiles: Sendable {
    /// The file of `--session`; nil: none was named.
    var named: String?
    /// Where sessions are kept that have no file; nil: nowhere.
    private let folder: String?
    /// The facts that a scenario leaves out of its data.
    let source: SessionSource

    /// - Parameter environment: says where the person's state is kept.
    init(named: String?, source: SessionSource, environment: [String: String]) {
        self.named = named
        self.source = source
        folder = StateFolder.path(environment)
    }

    /// Where a session without a file is kept while its program runs. The name says whose it is: two programs do not write over
    /// each other.
    private var spare: String? { folder.map { "\($0)/running-\(getpid()).yaml" } }

    /// Files of programs that were ended before they could end themselves, under names that stay; the newest last.
    func interrupted() -> [String] {
        guard named == nil, let folder, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return []
        }
        var found: [(path: String, time: Int)] = []
        for name in names where name.hasPrefix("running-") && name.hasSuffix(".yaml") {
            guard let process = pid_t(name.dropFirst(8).dropLast(5)), kill(process, 0) != 0, errno == ESRCH else { continue }
            let (old, new) = ("\(folder)/\(name)", "\(folder)/interrupted-\(process).yaml")
            var status = stat()
            if stat(old, &status) == 0, rename(old, new) == 0 { found.append((new, status.st_mtim.tv_sec)) }
        }
        return found.sorted { $0.time < $1.time }.map(\.path)
    }

    /// Gives what was kept of a session without a file the name of the last one: its program has ended as a person wished.
    func keepAsLastSession() {
        guard named == nil, let spare, let folder else { return }
        _ = rename(spare, "\(folder)/last-session.yaml")
    }

    /// Reads a session file. Throws an `InputError`, exit code 66 where it cannot be read, 65 where it is none.
    static func read(_ path: String) throws -> SessionRecord {
        let bytes = try InputFile.read(path, atMost: 16 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(.malformed, path, expected: "text in UTF-8", found: "other bytes")
        }
        var record = try SessionRecord(yaml: text, source: path)
        let paths = PathsInFile(path)
        record.scenario = paths.resolve(record.scenario)
        record.model = record.model.map(paths.resolve)
        return record
    }

    /// For the engine.
    var store: SessionStore {
        let names = Names(named)
        return SessionStore(
            keepsNamedFile: named != nil,
            write: { record, name in
                guard let path = name.map(Self.path) ?? names.present else {
                    return .failed("write it under which name? :w NAME")
                }
                do {
                    if path != names.present, access(path, F_OK) == 0, !isSession(path) {
                        return .failed("\(path) is there already and is no session; choose another name")
                    }
                    let lock = try SessionLock(path)
                    defer { lock?.release() }
                    try write(record, path)
                    names.present = path
                    return .written(path)
                } catch { return .failed(Failure(error).message) }
            },
            keep: { record in
                guard let path = named ?? spare else { return nil }
                if named == nil {
                    let file = OutputFile(path: path)
                    file.makeFolder()
                    // In a home where nothing can ever be written nobody expects anything; a disk that fills up is news.
                    guard access(file.folder, W_OK) == 0 else { return nil }
                }
                do { try write(record, path) } catch { return Failure(error).message }
                return nil
            },
            save: { bytes, path in
                do {
                    try OutputFile(path: path).write(ExportCommand.converted(bytes, for: path))
                    return "the weights of this moment are in \(path)"
                } catch { return Failure(error).message }
            },
            export: { text, path in
                do {
                    try OutputFile(path: path).write(Array(text.utf8))
                    return "the run's numbers are in \(path)"
                } catch { return Failure(error).message }
            })
    }

    private func write(_ record: SessionRecord, _ path: String) throws {
        var record = record
        if record.scenario.samples == nil {
            record.scenario.data = record.scenario.data ?? source.scenario.data ?? source.usualData()
        }
        record.trainCount = source.trainCount
        record.model = source.modelPath
        try OutputFile(path: path).write(Array(record.yaml.utf8))
    }

    private func isSession(_ path: String) -> Bool { (try? Self.read(path)) != nil }

    /// A name without an extension gets one.
    private static func path(_ name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        return last.contains(".") ? name : name + ".yaml"
    }

    /// The name under which the session was written last.
    private final class Names: Sendable {
        private let name: Mutex<String?>

        init(_ name: String?) { self.name = Mutex(name) }

        var present: String? {
            get { name.withLock { $0 } }
            set { name.withLock { $0 = newValue } }
        }
    }
}

/// Where a program keeps what it remembers: `$XDG_STATE_HOME/backstep`, or `~/.local/state/backstep`.
enum StateFolder {
    /// - Returns: nil where the environment names no home.
    static func path(_ environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/backstep" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/backstep" }
        return nil
    }
}
