import Datasets

/// Proofs of knowing a token without saying it: HMAC-SHA256 (RFC 2104) over a number that each side has drawn for this connection
/// alone, so that a proof that somebody has overheard is worth nothing.
struct Authentication: Sendable {
    /// Text that both sides have been given; empty where the file system has already decided who may connect.
    let token: String

    /// Sides of a connection.
    enum Role: String, Sendable { case rank, hub }

    /// The proof of a side, in hexadecimal digits.
    /// - Parameters:
    ///   - own: the number that this side has drawn.
    ///   - other: the other side's.
    func proof(of role: Role, own: String, other: String) -> String {
        Self.hexadecimal(Self.code(key: Array(token.utf8), message: Array("backstep1|\(role.rawValue)|\(own)|\(other)".utf8)))
    }

    /// Whether a proof is right. It takes as long for one that is wrong at its beginning as for one that is wrong at its end.
    func accepts(_ proof: String, of role: Role, own: String, other: String) -> Bool {
        let (given, right) = (Array(proof.utf8), Array(self.proof(of: role, own: own, other: other).utf8))
        guard given.count == right.count else { return false }
        return zip(given, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 32 hexadecimal digits that nobody can foresee.
    static func makeNonce() -> String {
        var generator = SystemRandomNumberGenerator()
        return hexadecimal((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// HMAC-SHA256 of a message.
    static func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
        let block = 64
        var key = key.count > block ? hash(key) : key
        key += Array(repeating: 0, count: block - key.count)
        return hash(key.map { $0 ^ 0x5C } + hash(key.map { $0 ^ 0x36 } + message))
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.digest()
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
