import Basics
import Glibc

/// A socket that ranks connect to: nobody else's program can, or has to know the token.
final class ListeningSocket {
    let descriptor: Int32
    /// The place as it has come to be: with the port that was free.
    let address: HubAddress
    /// File of the socket, to be removed at the end.
    private let path: String?

    init(_ address: HubAddress) throws(InputError) {
        switch address {
        case .socket(let path):
            descriptor = try Self.listen(at: path)
            (self.address, self.path) = (address, path)
        case .loopback(let port):
            let (descriptor, port) = try Self.listen(on: port)
            (self.descriptor, self.address, path) = (descriptor, .loopback(port: port), nil)
        }
    }

    deinit {
        close(descriptor)
        if let path { unlink(path) }
    }

    /// The next connection; nil where there is none, or it is another user's.
    func accept() -> Int32? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return nil }
        _ = fcntl(accepted, F_SETFL, O_NONBLOCK)
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        guard path == nil || Self.user(of: accepted) == getuid() else {
            close(accepted)
            return nil
        }
        if path == nil {
            var yes: Int32 = 1
            setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        }
        return accepted
    }

    /// The user whose program is at the other end.
    private static func user(of descriptor: Int32) -> UInt32? {
        // struct ucred: process, user, group.
        var credentials: (pid: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
        return credentials.user
    }

    private static let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

    private static func listen(at path: String) throws(InputError) -> Int32 {
        try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8) + [0]
        guard bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else {
            throw InputError(
                .cannotCreate, path, expected: "a path of at most \(MemoryLayout.size(ofValue: address.sun_path) - 1) bytes",
                found: "\(bytes.count - 1)", advice: "set XDG_RUNTIME_DIR to a folder with a shorter path")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        guard !answers(address) else {
            throw InputError(
                .unavailable, path, expected: "no other hub", found: "one that answers",
                advice:
                    "close the other backstep attach, or begin this run with backstep attach -- CMD, which has a hub of its own")
        }
        unlink(path)
        let descriptor = socket(AF_UNIX, flags, 0)
        // Nobody can connect before the rights are as they should be.
        let mask = umask(0o177)
        let isBound = descriptor >= 0 && connected(&address) { bind(descriptor, $0, $1) } == 0
        umask(mask)
        guard isBound, Glibc.listen(descriptor, 64) == 0 else { throw fault(path, descriptor) }
        return descriptor
    }

    private static func listen(on port: UInt16) throws(InputError) -> (descriptor: Int32, port: UInt16) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = socket(AF_INET, flags, 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard descriptor >= 0, connected(&address, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 64) == 0 else {
            throw fault("tcp://127.0.0.1:\(port)", descriptor)
        }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Whether a hub listens there.
    private static func answers(_ address: sockaddr_un) -> Bool {
        var address = address
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        return connected(&address) { connect(descriptor, $0, $1) } == 0
    }

    private static func connected<Address>(_ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32)
        -> Int32
    {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Address>.size)) }
        }
    }

    private static func fault(_ subject: String, _ descriptor: Int32) -> InputError {
        let reason = String(cString: strerror(errno))
        if descriptor >= 0 { close(descriptor) }
        return InputError(.cannotCreate, subject, expected: "a place to listen", found: reason)
    }

    /// Makes the folder of sockets, for this user alone. One that others may write into is refused: they could put a hub of their own
    /// in the way.
    static func makeFolder(_ path: String) throws(InputError) {
        var parents: [Substring] = []
        for part in path.split(separator: "/") {
            parents.append(part)
            mkdir("/" + parents.joined(separator: "/"), 0o700)
        }
        var facts = stat()
        guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
            throw InputError(.cannotCreate, path, expected: "a folder", found: String(cString: strerror(errno)))
        }
        guard facts.st_uid == getuid() else {
            throw InputError(.cannotCreate, path, expected: "a folder of your own", found: "one of user \(facts.st_uid)")
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw InputError(
                .cannotCreate, path, expected: "a folder that is yours alone",
                found: "rights \(String(facts.st_mode & 0o777, radix: 8))", advice: "chmod 700 \(path)")
        }
    }
}
