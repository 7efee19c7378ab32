import Basics
import Dashboard
import Inspection
import TerminalGraphics

@testable import CursesTerminal
@testable import Remote

extension Reader {
    /// The attach protocol: bytes of a rank that nobody trusts, before and after its greeting, up to the screen that shows them.
    static let wire = Reader(name: "wire") { bytes in
        let holder = Holder()
        let driver = RemoteDriver(holder)
        holder.hub.connected(1, at: 0)
        var rest = bytes[...]
        if rest.popFirst().map({ $0 < 128 }) ?? false { holder.greet() }
        let keys = rest.popFirst() ?? 0
        while !rest.isEmpty {
            let piece = rest.prefix(1 + Int(rest[rest.startIndex]) * 8)
            rest = rest.dropFirst(piece.count)
            holder.now += 0.1
            holder.hub.received(Array(piece), from: 1, at: holder.now)
            _ = holder.hub.takeActions()
            driver.take(holder.hub.takeEvents())
            holder.hub.advance(to: holder.now)
        }
        var screen = ScriptedDashboard(Dashboard(size: Size(width: 80, height: 24)), driver)
        for key in ["s", "z", "Tab"].prefix(Int(keys) % 4) { try screen.press(KeyNotation.parse(key)) }
        _ = screen.frame
    }

    /// What a terminal sends: keys, pastes, mouse, replies, and what is none of these.
    static let screen = Reader(name: "keys") { bytes in
        var decoder = KeyDecoder()
        var now = Duration.zero
        var rest = bytes[...]
        while let count = rest.popFirst() {
            let piece = rest.prefix(Int(count % 32))
            rest = rest.dropFirst(piece.count)
            _ = decoder.decode(piece, at: now)
            now += .milliseconds(Int(count))
            _ = decoder.expire(at: now)
        }
    }

    private final class Holder: HubHolder {
        private static let nonce = String(repeating: "b", count: 32)
        var hub = Hub(token: "", id: 1) { nonce }
        var now = 0.0

        /// A rank's greeting with its proof.
        func greet() {
            let own = String(repeating: "a", count: 32)
            let fields: [(String, JSONValue)] = [
                ("proto", .array([.number(1), .number(0)])), ("role", .string("rank")), ("run", .string("r")),
                ("restart", .number(0)), ("rank", .number(0)), ("world", .number(1)), ("node", .string("n")), ("pid", .number(7)),
                ("caps", .array([.string("record"), .string("hold")])), ("control", .string("hold")), ("step", .number(1)),
                ("nonce", .string(own)),
            ]
            hub.received(WireFrame.bytes("hello", fields), from: 1, at: 0)
            let proof = Authentication(token: "").proof(of: .rank, own: own, other: Self.nonce)
            hub.received(WireFrame.bytes("auth", [("mac", .string(proof))]), from: 1, at: 0)
            _ = hub.takeActions()
        }
    }
}
