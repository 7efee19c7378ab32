import Basics
import Foundation
import Glibc
import Inspection
import Synchronization

/// All that a hub's thread and the screen's share: requests and probes go in, the newest output comes out.
final class RemoteMailbox: Sendable {
    private struct Content: Sendable {
        var requests: [Request] = []
        var probes: [any Probe]?
        var output: RunOutput?
        var isStopped = false
    }

    private let content = Mutex(Content())
    private let ended = DispatchSemaphore(value: 0)
    private let wake: @Sendable () -> Void
    /// A pipe that ends the hub's wait when there is mail.
    let readEnd: Int32
    private let writeEnd: Int32

    init(_ wake: @escaping @Sendable () -> Void) throws(InputError) {
        self.wake = wake
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw InputError(.unavailable, "pipe", expected: "two descriptors", found: String(cString: strerror(errno)))
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    // MARK: The screen's side

    func send(_ request: Request) {
        content.withLock { $0.requests.append(request) }
        ring()
    }

    func ask(_ probes: [any Probe]) {
        content.withLock { $0.probes = probes }
        ring()
    }

    func takeOutput() -> RunOutput? {
        content.withLock { content in
            defer { content.output = nil }
            return content.output
        }
    }

    func stop(waitingUntil limit: Date) {
        content.withLock { $0.isStopped = true }
        ring()
        _ = ended.wait(timeout: .now() + max(0, limit.timeIntervalSinceNow))
    }

    private func ring() {
        var byte: UInt8 = 1
        _ = Glibc.write(writeEnd, &byte, 1)
    }

    // MARK: The hub's side

    var isStopped: Bool { content.withLock { $0.isStopped } }

    func takeMail() -> (requests: [Request], probes: [any Probe]?) {
        var bytes = [UInt8](repeating: 0, count: 256)
        while Glibc.read(readEnd, &bytes, bytes.count) == bytes.count {}
        return content.withLock { content in
            defer { (content.requests, content.probes) = ([], nil) }
            return (content.requests, content.probes)
        }
    }

    func publish(_ output: RunOutput) {
        content.withLock { $0.output = output }
        wake()
    }

    func end() { ended.signal() }
}
