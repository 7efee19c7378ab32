import Assets
import Basics
import Foundation
import Glibc

/// The folder of one `backstep attach`: its socket, its token, and the client that the command's Python finds. It is this user's
/// alone, and goes with the program and the command that was begun with it, whichever lives longer.
struct ClientFolder {
    let path: String

    /// Makes it, beside those of other programs; what programs that are gone have left behind goes.
    init(in parent: String) throws {
        try Self.make(parent)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(Self.prefix) {
            guard let process = Int32(name.dropFirst(Self.prefix.count)), !Self.isAlive(process) else { continue }
            let kept = (try? String(contentsOfFile: parent + "/" + name + Self.commandFile, encoding: .utf8)).flatMap {
                Int32($0)
            }
            guard kept.map({ !Self.isAlive($0) }) ?? true else { continue }
            try? FileManager.default.removeItem(atPath: parent + "/" + name)
        }
        path = parent + "/" + Self.prefix + String(getpid())
        try Self.make(path)
        try Self.writeClient(into: client)
    }

    private static let (prefix, commandFile) = ("attach-", "/command")

    private static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }

    /// Lets the folder be for as long as the command lives, so that its run can be attached to again.
    func keep(for command: Int32) {
        try? String(command).write(toFile: path + Self.commandFile, atomically: true, encoding: .utf8)
    }

    var socket: String { path + "/hub.sock" }
    var token: String { path + "/token" }
    /// File for the output of a command that is begun with the screen.
    var output: String { path + "/output.log" }
    private var client: String { path + "/python" }

    /// Writes a token that only this user can read.
    func write(token text: String) throws {
        let descriptor = open(token, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let bytes = Array(text.utf8)
        guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw InputError(.cannotCreate, token, expected: "a file that can be written", found: SystemError.reason())
        }
        close(descriptor)
    }

    /// Variables with which a command attaches itself to a hub there.
    func environment(_ inherited: [String: String], address: String) -> [String: String] {
        var environment = inherited
        environment["BACKSTEP"] = address
        environment["BACKSTEP_TOKEN_FILE"] = token
        environment["BACKSTEP_TOKEN"] = nil
        // The second folder is for programs that import the client themselves.
        let folders = [client + "/shim", client] + (inherited["PYTHONPATH"].flatMap { $0.isEmpty ? nil : [$0] } ?? [])
        environment["PYTHONPATH"] = folders.joined(separator: ":")
        return environment
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Writes the client for PyTorch, with the part that lets a command be attached to without a line of code.
    static func writeClient(into folder: String) throws {
        for file in Assets.python {
            let output = OutputFile(path: folder + "/" + file.path)
            output.makeFolder()
            try output.write(Array(file.text.utf8))
        }
    }

    private static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw InputError(.cannotCreate, path, expected: "a folder that can be made", found: SystemError.reason()) }
    }
}
