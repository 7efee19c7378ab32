import Basics
import Foundation
import Glibc
import Remote

/// A run that is attached to without a screen: its news in lines of JSON on standard output, between what its command writes itself.
struct AttachedCommand {
    /// Command to begin; empty: the runs that are there already are waited for.
    let words: [String]
    /// Where to wait for ranks; nil: at a place of its own for a command, else where ranks look by themselves.
    let address: HubAddress?
    let token: String?
    /// Seconds from one stop of all ranks to the next; nil: they are never stopped.
    let holdEvery: Double?
    /// Seconds from one recorded step to the next.
    let recordEvery: Double

    /// Seconds without a rank after which a run is over that was not begun from here.
    private static let longestGap = 3.0
    /// Seconds that ranks' last words are waited for once the command has ended.
    private static let lastWords = 0.5

    /// Stays until the command ends or, where there is none, until every run has that has come.
    /// - Returns: the exit code of the command.
    func run() throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        let folder = words.isEmpty ? nil : try ClientFolder(in: HubAddress.folder(environment: environment))
        defer { folder?.remove() }
        let token = self.token ?? (folder == nil ? "" : Token.make())
        try folder?.write(token: token)
        let place = address ?? folder.map { .socket(path: $0.socket) } ?? HubAddress.usual(environment: environment)
        let server = try HubServer(listeningAt: place, token: token)
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let child = try folder.map {
            try ChildCommand(words, environment: $0.environment(environment, address: server.address.description))
        }
        var watch = Watch(holdEvery: holdEvery, recordEvery: recordEvery)
        var (end, left) = (Double.infinity, Double?.none)
        while HubServer.now < end {
            server.turn(waitingAtMost: 0.05)
            for event in server.hub.takeEvents() {
                if let line = AttachEvents.line(event, server.hub) { Output.write(line) }
            }
            watch.go(server, at: HubServer.now)
            // Ctrl-C has reached the command, too, and it is for the command to say what that means.
            var none = timespec()
            let signal = sigtimedwait(&signals, nil, &none)
            if signal > 0, signal != SIGINT { child?.send(signal) }
            if signal > 0, child == nil { break }
            let isLeft = server.hub.runs.allSatisfy(\.linked.isEmpty)
            // A link that was lost is made again within a second or two.
            if child == nil, isLeft, !server.hub.runs.isEmpty { left = left ?? HubServer.now } else { left = nil }
            if child?.hasEnded() ?? (left.map { HubServer.now > $0 + Self.longestGap } ?? false), end == .infinity {
                end = HubServer.now + Self.lastWords
            }
            if end < .infinity, isLeft { end = min(end, HubServer.now) }
        }
        for event in server.hub.takeEvents() { if let line = AttachEvents.line(event, server.hub) { Output.write(line) } }
        server.end()
        return child == nil ? EXIT_SUCCESS : child?.exitCode ?? EXIT_FAILURE
    }

    /// Stops and recorded steps, each when it is due.
    private struct Watch {
        let holdEvery: Double?
        let recordEvery: Double
        private var recorded: [AttachedRun.Key: Double] = [:]
        private var released: [AttachedRun.Key: Double] = [:]

        init(holdEvery: Double?, recordEvery: Double) { (self.holdEvery, self.recordEvery) = (holdEvery, recordEvery) }

        mutating func go(_ server: HubServer, at now: Double) {
            for run in server.hub.runs where run.isComplete && run.model != nil {
                if now - recorded[run.key, default: -.infinity] >= recordEvery, run.step > 0 {
                    recorded[run.key] = now
                    server.hub.observe(run.key, Recording(), at: now)
                }
                guard let holdEvery else { continue }
                if run.held != nil {
                    server.hub.release(run.key, at: now)
                    released[run.key] = now
                } else if !run.isStopping, now - released[run.key, default: -.infinity] >= holdEvery {
                    released[run.key] = now
                    _ = server.hub.hold(run.key, at: now)
                }
            }
        }
    }
}

/// A text that ranks are given, and that nobody can guess.
enum Token {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
