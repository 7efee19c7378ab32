import CZlib

/// The CRC-32 of zip and gzip.
enum CyclicRedundancyCheck {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var checksum: UInt = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 30)
            checksum = piece.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
            rest = rest.dropFirst(piece.count)
        }
        return UInt32(truncatingIfNeeded: checksum)
    }
}
