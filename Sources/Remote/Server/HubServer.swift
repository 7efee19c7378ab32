import Basics
import Glibc

/// A hub with its sockets. It belongs to the thread that turns it; all that it knows of ranks is the hub's.
package final class HubServer {
    /// The hub, to be asked and told between two turns.
    package var hub: Hub
    private let listening: ListeningSocket
    private var connections: [Int: Connection] = [:]
    private var nextLink = 1
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)

    /// A connection's descriptor, and what has not been sent yet.
    private struct Connection {
        let descriptor: Int32
        var unsent: [UInt8] = []
        /// Close it once all is sent.
        var isEnding = false
    }

    private static let mostConnections = 4096
    /// Bytes that a rank may leave unread: far more than a hub ever says in the seconds after which it is taken for gone.
    private static let mostUnsent = 4 << 20

    package init(listeningAt address: HubAddress, token: String) throws(InputError) {
        if case .loopback = address, token.isEmpty {
            throw InputError(
                "\(address)", expected: "a token, since anybody on this machine can reach a port", found: "none",
                advice: "name a file with one: --token-file FILE")
        }
        listening = try ListeningSocket(address)
        hub = Hub(token: token)
    }

    deinit { for connection in connections.values { close(connection.descriptor) } }

    /// The place where ranks find it.
    package var address: HubAddress { listening.address }

    /// Seconds on the hub's clock.
    package static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Waits until something comes or is due, and lets the hub know.
    /// - Parameters:
    ///   - seconds: the longest wait.
    ///   - wake: a descriptor that ends the wait when it becomes readable.
    package func turn(waitingAtMost seconds: Double, wake: Int32? = nil) {
        carryOut()
        let order = connections.keys.sorted()
        var waits = [pollfd(fd: listening.descriptor, events: Int16(POLLIN), revents: 0)]
        waits += order.compactMap { connections[$0] }.map {
            pollfd(fd: $0.descriptor, events: Int16(POLLIN) | ($0.unsent.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
        }
        if let wake { waits.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0)) }
        let due = min(seconds, max(0, hub.nextDue - Self.now))
        poll(&waits, nfds_t(waits.count), Int32((due * 1000).rounded(.up)))
        let now = Self.now
        for (place, link) in order.enumerated() where waits[place + 1].revents != 0 {
            serve(link, waits[place + 1].revents, at: now)
        }
        if waits[0].revents != 0 { acceptAll(at: now) }
        hub.advance(to: now)
        carryOut()
    }

    /// Says goodbye to all ranks, which go on by themselves.
    package func end() {
        hub.end(at: Self.now)
        carryOut()
        for link in connections.keys.sorted() { flush(link) }
    }

    private func acceptAll(at now: Double) {
        while let descriptor = listening.accept() {
            guard connections.count < Self.mostConnections else {
                close(descriptor)
                continue
            }
            connections[nextLink] = Connection(descriptor: descriptor)
            hub.connected(nextLink, at: now)
            nextLink += 1
        }
    }

    private func serve(_ link: Int, _ events: Int16, at now: Double) {
        guard let connection = connections[link] else { return }
        if events & Int16(POLLOUT) != 0 { flush(link) }
        guard events & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { return }
        let count = recv(connection.descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            guard !connection.isEnding else { return }
            hub.received(Array(buffer[..<count]), from: link, at: now)
            carryOut()
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
            drop(link)
            hub.disconnected(link, at: now)
        }
    }

    /// Does what the hub wants done.
    private func carryOut() {
        var sent: Set<Int> = []
        for action in hub.takeActions() {
            switch action {
            case .send(let link, let message):
                connections[link]?.unsent += message.bytes
                sent.insert(link)
            case .close(let link): connections[link]?.isEnding = true
            }
            if case .close(let link) = action { sent.insert(link) }
        }
        for link in sent.sorted() { flush(link) }
    }

    private func flush(_ link: Int) {
        guard var connection = connections[link] else { return }
        while !connection.unsent.isEmpty {
            let count = send(connection.descriptor, connection.unsent, connection.unsent.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { break }
            connection.unsent.removeFirst(count)
        }
        connections[link] = connection
        if connection.isEnding || connection.unsent.count > Self.mostUnsent {
            drop(link)
            if !connection.isEnding { hub.disconnected(link, at: Self.now) }
        }
    }

    private func drop(_ link: Int) {
        guard let connection = connections.removeValue(forKey: link) else { return }
        close(connection.descriptor)
    }
}
