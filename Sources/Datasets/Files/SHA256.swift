import CMessageDigest

/// The hash SHA-256 (FIPS 180-4) of bytes that arrive piece by piece.
public struct SHA256 {
    private var state = SHA2_CTX()

    /// The hash of no bytes yet.
    public init() { SHA256Init(&state) }

    /// Takes the next bytes in.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        SHA256Update(&state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    /// The hash of all bytes so far, in 64 hexadecimal digits.
    public func hexadecimal() -> String { digest().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() }

    /// The 32 bytes of the hash of all bytes so far.
    public func digest() -> [UInt8] {
        var copy = state
        var digest: [UInt8] = Array(repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256Final(&digest, &copy)
        return digest
    }
}
