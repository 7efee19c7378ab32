import Basics

/// The first message of a rank: who it is.
package struct Greeting: Hashable, Sendable {
    /// Wire protocol that it speaks.
    var major: Int
    /// Number that it has drawn for this connection.
    var nonce: String
    /// Run that it belongs to, as whoever started it has named it.
    package var run: String
    /// Times that the run has been begun anew by its launcher.
    package var restart: Int
    package var rank: Int
    /// Ranks of the run.
    package var world: Int
    /// Machine that it is on.
    package var node: String
    package var pid: Int
    /// Program that it runs; empty where it has not said so.
    package var program: String
    /// Versions of torch, python and the client, by these names.
    package var versions: [String: String]
    /// Things that it can do, by the protocol's names.
    package var abilities: Set<String>
    package var control: Control
    /// Updates that it has begun.
    package var step: Int

    /// The degree to which a run lets itself be handled.
    package enum Control: String, Sendable {
        /// It is never held.
        case look
        case hold
        /// Its numbers may be changed, too.
        case edit
    }

    /// Ranks that a run has at most: a rank beyond is a slip of the wire.
    private static let mostRanks = 1 << 16

    init(_ fields: MessageFields) throws(WireError) {
        guard let major = fields["proto"]?.array?.first?.count else { throw fields.missing("proto") }
        guard let nonce = fields["nonce"]?.string, nonce.utf8.count == 32, nonce.allSatisfy(\.isHexDigit) else {
            throw fields.missing("nonce")
        }
        (self.major, self.nonce) = (major, nonce)
        run = try fields.text("run", atMost: 80)
        restart = fields["restart"]?.count ?? 0
        rank = try fields.count("rank")
        world = try fields.count("world")
        guard world >= 1, world <= Self.mostRanks else { throw fields.missing("world") }
        guard rank < world else { throw fields.missing("rank") }
        node = fields.optionalText("node", atMost: 80) ?? ""
        pid = fields["pid"]?.count ?? 0
        program = fields.optionalText("program", atMost: 200) ?? ""
        var versions: [String: String] = [:]
        if case .object(let members)? = fields["versions"] {
            for name in members.keys.prefix(16) {
                versions[name] = members[name]?.string.map { ForeignText.cleaned($0, atMost: 40) }
            }
        }
        self.versions = versions
        abilities = Set((fields["caps"]?.array ?? []).compactMap(\.string))
        control = fields["control"]?.string.flatMap(Control.init) ?? .look
        step = try fields.step()
    }
}
