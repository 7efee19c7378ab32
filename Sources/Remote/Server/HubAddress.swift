import Basics
import Glibc

/// The place where ranks find a hub.
package enum HubAddress: Hashable, Sendable, CustomStringConvertible {
    /// A socket in the file system, which decides who may connect.
    case socket(path: String)
    /// A port of this machine alone; whoever connects has to know a token. Port 0: any that is free.
    case loopback(port: UInt16)

    /// The place where a user's ranks look when nobody has told them another.
    /// - Parameter environment: variables of the process.
    package static func usual(environment: [String: String], user: UInt32 = getuid()) -> HubAddress {
        .socket(path: folder(environment: environment, user: user) + "/hub.sock")
    }

    /// The folder for sockets of a user.
    package static func folder(environment: [String: String], user: UInt32 = getuid()) -> String {
        let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp/backstep-\(user)"
        return runtime + "/backstep"
    }

    /// Reads `tcp://127.0.0.1:PORT`, or the path of a socket.
    package init(parsing text: String) throws(InputError) {
        guard text.hasPrefix("tcp://") else {
            guard text.hasPrefix("/") else {
                throw InputError(
                    "address", expected: "tcp://127.0.0.1:PORT or the whole path of a socket", found: InputError.quoted(text))
            }
            self = .socket(path: text)
            return
        }
        let rest = text.dropFirst(6)
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]) else {
            throw InputError("address", expected: "tcp://127.0.0.1:PORT", found: InputError.quoted(text))
        }
        guard ["127.0.0.1", "localhost"].contains(String(rest[..<colon])) else {
            throw InputError(
                "address", expected: "a port of this machine: tcp://127.0.0.1:\(port)", found: InputError.quoted(text),
                advice: "lead it to the other machine by ssh -R \(port):127.0.0.1:\(port)")
        }
        self = .loopback(port: port)
    }

    /// The form in which ranks are told it.
    package var description: String {
        switch self {
        case .socket(let path): path
        case .loopback(let port): "tcp://127.0.0.1:\(port)"
        }
    }
}
