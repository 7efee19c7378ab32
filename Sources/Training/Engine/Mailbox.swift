import Foundation
import Inspection

/// The mail between whoever watches a run and the thread that trains it: requests and questions in, the newest output out.
struct Mailbox: Sendable {
    private struct Contents: Sendable {
        var requests: [Request] = []
        var probes: [any Probe] = []
        var probesChanged = false
        var output: RunOutput?
        var isStopped = false
        var hasEnded = false

        var hasMail: Bool { !requests.isEmpty || probesChanged || isStopped }
    }

    private let contents = Monitor(Contents())

    // MARK: For those who watch

    func send(_ request: Request) { contents.update { $0.requests.append(request) } }

    func ask(_ probes: [any Probe]) {
        contents.update {
            $0.probes = probes
            $0.probesChanged = true
        }
    }

    /// The newest output, once.
    func takeOutput() -> RunOutput? {
        contents.withLock { contents in
            defer { contents.output = nil }
            return contents.output
        }
    }

    /// Asks once more what has been asked: there is something new to see.
    func askAgain() { contents.update { $0.probesChanged = true } }

    /// Tells the thread to end; returns when it has ended, or at the deadline.
    func stop(waitingUntil deadline: Date) {
        contents.update { $0.isStopped = true }
        _ = contents.wait(until: deadline) { $0.hasEnded }
    }

    // MARK: For the thread that trains

    func publish(_ output: RunOutput) { contents.withLock { $0.output = output } }

    func end() { contents.update { $0.hasEnded = true } }

    var hasMail: Bool { contents.withLock { $0.hasMail } }

    var isStopped: Bool { contents.withLock { $0.isStopped } }

    /// Waits for mail, or for a moment in time.
    /// - Returns: false if there is none, and it was the moment that came.
    @discardableResult
    func wait(until moment: Date?) -> Bool { contents.wait(until: moment) { $0.hasMail } }

    /// The probes to answer from now on, if they have changed.
    func takeProbes() -> [any Probe]? {
        contents.withLock { contents in
            defer { contents.probesChanged = false }
            return contents.probesChanged ? contents.probes : nil
        }
    }

    /// The oldest request.
    func takeRequest() -> Request? {
        contents.withLock { $0.isStopped || $0.requests.isEmpty ? nil : $0.requests.removeFirst() }
    }

    /// True if there is a request that ends a long way.
    var isSeekInterrupted: Bool {
        contents.withLock { $0.isStopped || $0.requests.contains(where: \.interruptsSeek) }
    }

    /// Makes of the request that has ended a long way one to stay, where it was one to run.
    func stayInsteadOfRunning() {
        contents.withLock { contents in
            if let index = contents.requests.firstIndex(where: \.interruptsSeek), contents.requests[index] == .toggleRun {
                contents.requests[index] = .pause
            }
        }
    }
}
