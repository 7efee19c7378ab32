import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A web server on this machine alone, that does to downloads what bad servers and bad lines do. Gone with the value.
final class LoopbackServer: @unchecked Sendable {
    /// What it does with a request for a path.
    enum Answer {
        /// Content, from where the request asks to continue.
        case content([UInt8])
        /// The same, with the connection closed after so many bytes of it in all.
        case cut([UInt8], after: Int)
        /// The same, whatever part is asked for, with a length that is not its own.
        case misdeclared([UInt8], length: Int)
        /// A byte at a time.
        case slow([UInt8], milliseconds: UInt32)
        /// Content without a length that never ends.
        case endless
        case redirect(String)
        case status(Int)
    }

    let port: UInt16
    private let listener: Int32
    private let lock = NSLock()
    private var answers: [String: Answer] = [:]
    private var lines: [String] = []

    /// nil where the machine gives out no port.
    init?(_ answers: [String: Answer] = [:]) {
        guard let (listener, port) = Self.listen() else { return nil }
        (self.listener, self.port, self.answers) = (listener, port, answers)
        let server = WeakServer(self)
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                Thread.detachNewThread {
                    server.value?.serve(connection)
                    close(connection)
                }
            }
        }
    }

    private static func listen() -> (socket: Int32, port: UInt16)? {
        #if canImport(Glibc)
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Foundation.listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else {
            close(listener)
            return nil
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Its address, with a slash at the end.
    var address: String { "http://127.0.0.1:\(port)/" }

    /// First lines of all requests.
    var requests: [String] { lock.withLock { lines } }

    /// From now on.
    func answer(_ path: String, with answer: Answer) { lock.withLock { answers[path] = answer } }

    private final class WeakServer: @unchecked Sendable {
        private(set) weak var value: LoopbackServer?
        init(_ value: LoopbackServer) { self.value = value }
    }

    private func serve(_ connection: Int32) {
        var head = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !head.contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            head += String(decoding: buffer[..<count], as: UTF8.self)
        }
        let line = String(head.prefix { $0 != "\r\n" })
        let path = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let start = head.firstMatch(of: /(?i)\r\nrange: bytes=([0-9]+)-/).flatMap { Int($0.1) } ?? 0
        let answer = lock.withLock {
            lines.append(line)
            return answers[path] ?? .status(404)
        }
        switch answer {
        case .content(let bytes): send(bytes, from: start, to: bytes.count, on: connection)
        case .cut(let bytes, let end): send(bytes, from: start, to: end, on: connection)
        case .misdeclared(let bytes, let length):
            write("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n", on: connection)
            write(bytes, on: connection)
        case .slow(let bytes, let milliseconds):
            send([], from: 0, to: 0, total: bytes.count, on: connection)
            for byte in bytes {
                usleep(milliseconds * 1000)
                write([byte], on: connection)
            }
        case .endless:
            write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", on: connection)
            while write([UInt8](repeating: 120, count: 1000), on: connection) { usleep(1000) }
        case .redirect(let address):
            write("HTTP/1.1 302 Found\r\nLocation: \(address)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", on: connection)
        case .status(let code):
            write("HTTP/1.1 \(code) No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", on: connection)
        }
    }

    /// The head of an answer with what it has been asked for, and as much of the bytes as is to come.
    private func send(_ bytes: [UInt8], from start: Int, to end: Int, total: Int? = nil, on connection: Int32) {
        let total = total ?? bytes.count
        if start >= total, start > 0 {
            write(
                "HTTP/1.1 416 No\r\nContent-Range: bytes */\(total)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                on: connection)
            return
        }
        let range = start > 0 ? "Content-Range: bytes \(start)-\(total - 1)/\(total)\r\n" : ""
        write(
            "HTTP/1.1 \(start > 0 ? "206 Partial Content" : "200 OK")\r\n\(range)Content-Length: \(total - start)\r\n"
                + "Connection: close\r\n\r\n", on: connection)
        if start < end { write(Array(bytes[start..<end]), on: connection) }
    }

    private func write(_ text: String, on connection: Int32) { write(Array(text.utf8), on: connection) }

    @discardableResult
    private func write(_ bytes: [UInt8], on connection: Int32) -> Bool {
        #if canImport(Glibc)
            let flags = Int32(MSG_NOSIGNAL)
        #else
            let flags: Int32 = 0
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
