import Foundation

/// What a process has used so far, as Linux tells.
struct ProcessUse {
    /// Seconds of a processor.
    var seconds = 0.0
    /// Times that it has waited and been woken.
    var wakes = 0
    /// Bytes of memory that it holds.
    var memory = 0
    /// Most bytes of memory that it has held.
    var mostMemory = 0
    /// Threads by the signals that they block.
    var blockedSignals: [pid_t: UInt64] = [:]

    init(_ process: pid_t) throws {
        let folder = "/proc/\(process)"
        guard let words = Self.text("\(folder)/stat").map({ $0.split(separator: ")").last ?? "" })?.split(separator: " "),
            words.count > 12, let user = Double(words[11]), let system = Double(words[12])
        else { throw Fault("nothing is known of process \(process)") }
        seconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        let status = Self.fields("\(folder)/status")
        memory = Self.kilobytes(status["VmRSS"]) << 10
        mostMemory = Self.kilobytes(status["VmHWM"]) << 10
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/task")) ?? [] {
            let fields = Self.fields("\(folder)/task/\(name)/status")
            wakes += fields["voluntary_ctxt_switches"].flatMap { Int($0) } ?? 0
            if let number = pid_t(name), let mask = fields["SigBlk"].flatMap({ UInt64($0, radix: 16) }) {
                blockedSignals[number] = mask
            }
        }
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func fields(_ path: String) -> [String: String] {
        var fields: [String: String] = [:]
        for line in (text(path) ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return fields
    }

    private static func kilobytes(_ text: String?) -> Int { text.flatMap { Int($0.split(separator: " ").first ?? "") } ?? 0 }
}
