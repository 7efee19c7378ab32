/// Sizes that a frame may have: checked before memory is taken for it.
struct WireLimits: Hashable, Sendable {
    /// Bytes of the header.
    var header: Int
    /// Bytes of the tensors.
    var body: Int

    /// Until a peer has shown that it knows the token: enough for a greeting.
    static let greeting = WireLimits(header: 4096, body: 0)
    static let welcomed = WireLimits(header: 1 << 20, body: 64 << 20)
}
