import Basics
import Foundation
import Glibc
import Testing

@testable import Remote

/// A hub on real sockets, and a rank of the test's own at the other end; both on one thread.
struct HubServerTests {
    /// A folder of this test's alone.
    private final class Folder {
        let path = NSTemporaryDirectory() + "/hub-\(UInt32.random(in: 0...UInt32.max))"
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// The other end of a connection.
    private struct Client {
        let descriptor: Int32

        init(_ address: HubAddress) throws {
            switch address {
            case .socket(let path):
                descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
                var address = sockaddr_un()
                address.sun_family = sa_family_t(AF_UNIX)
                withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
                try connect(&address)
            case .loopback(let port):
                descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_port = port.bigEndian
                address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
                try connect(&address)
            }
        }

        private func connect<Address>(_ address: inout Address) throws {
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
                }
            }
            try #require(result == 0)
        }

        func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

        /// Bytes that have come by now; nil where the other end is closed.
        func receive() -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return count == 0 ? nil : Array(bytes.prefix(max(0, count)))
        }
    }

    /// Turns the hub until a condition holds, at most a few hundred times.
    private func turn(_ server: HubServer, until isDone: () -> Bool) {
        for _ in 0..<400 where !isDone() { server.turn(waitingAtMost: 0.005) }
    }

    private func greet(_ server: HubServer, _ client: Client, token: String) -> FrameReader {
        var (rank, reader) = (FakeRank(0, of: 1, link: 1), FrameReader(limits: .welcomed))
        rank.token = token
        client.send(rank.hello())
        turn(server) {
            guard let bytes = client.receive() else { return true }
            reader.append(bytes)
            while let frame = try? reader.next() {
                if frame.type == "challenge" {
                    client.send(rank.take(.challenge(nonce: frame.header["nonce"]?.string ?? "")))
                }
            }
            return !server.hub.runs.isEmpty
        }
        return reader
    }

    @Test func ranksMeetTheHubAtASocketOfTheUserAlone() throws {
        let folder = Folder()
        let path = folder.path + "/backstep/hub.sock"
        let server = try HubServer(listeningAt: .socket(path: path), token: "")
        for (path, rights) in [(folder.path + "/backstep", 0o700), (path, 0o600)] {
            let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(found == rights, "\(path)")
        }
        let client = try Client(server.address)
        _ = greet(server, client, token: "")
        #expect(server.hub.run(Meeting.key)?.isComplete == true)
        close(client.descriptor)
        turn(server) { server.hub.run(Meeting.key)?.isComplete == false }
        #expect(server.hub.run(Meeting.key)?.ranks[0]?.farewell == "link lost")
    }

    @Test func aPortIsForThoseWhoKnowTheToken() throws {
        let server = try HubServer(listeningAt: .loopback(port: 0), token: "secret")
        guard case .loopback(let port) = server.address else { throw WireError.header("") }
        #expect(port > 0)
        let stranger = try Client(server.address)
        _ = greet(server, stranger, token: "guess")
        #expect(server.hub.runs.isEmpty)
        let client = try Client(server.address)
        _ = greet(server, client, token: "secret")
        #expect(server.hub.run(Meeting.key)?.isComplete == true)
    }

    @Test func aPortWithoutATokenIsRefused() {
        #expect(throws: InputError.self) { try HubServer(listeningAt: .loopback(port: 0), token: "") }
    }

    @Test func aFolderThatOthersMayWriteIntoIsRefused() throws {
        let folder = Folder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        chmod(folder.path, 0o777)
        #expect(throws: InputError.self) { try HubServer(listeningAt: .socket(path: folder.path + "/hub.sock"), token: "") }
    }

    @Test func aSecondHubAtTheSameSocketIsRefusedAndADeadOneReplaced() throws {
        let folder = Folder()
        let address = HubAddress.socket(path: folder.path + "/hub.sock")
        let first = try HubServer(listeningAt: address, token: "")
        #expect(throws: InputError.self) { try HubServer(listeningAt: address, token: "") }
        withExtendedLifetime(first) {}
        // A socket that nobody listens at any more.
        let left = Folder()
        try FileManager.default.createDirectory(
            atPath: left.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = left.path + "/hub.sock"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var dead = sockaddr_un()
        dead.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &dead.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
        _ = withUnsafePointer(to: &dead) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(descriptor)
        #expect(throws: Never.self) { try HubServer(listeningAt: .socket(path: path), token: "") }
    }

    @Test(arguments: [
        ("tcp://127.0.0.1:7000", HubAddress.loopback(port: 7000)), ("/tmp/x.sock", .socket(path: "/tmp/x.sock")),
        ("tcp://localhost:1", .loopback(port: 1)),
    ]) func addressesAreRead(_ text: String, _ address: HubAddress) throws { #expect(try HubAddress(parsing: text) == address) }

    @Test(arguments: ["tcp://0.0.0.0:7000", "tcp://example.org:7000", "tcp://127.0.0.1", "tcp://127.0.0.1:70000", "x.sock", ""])
    func addressesThatOthersCouldReachAreRefused(_ text: String) {
        #expect(throws: InputError.self) { try HubAddress(parsing: text) }
    }
}
