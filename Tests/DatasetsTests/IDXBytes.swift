import CZlib

/// Writes IDX content for tests.
enum IDXBytes {
    static func file(type: UInt8 = 0x08, _ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
        [0, 0, type, UInt8(dimensions.count)] + dimensions.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 0xff) } }
            + elements
    }

    /// `count` pictures of 2×3 pixels; pixel p of picture i is 10·i + p.
    static func images(_ count: Int) -> [UInt8] {
        file([count, 2, 3], (0..<count).flatMap { picture in (0..<6).map { UInt8(truncatingIfNeeded: 10 * picture + $0) } })
    }

    static func labels(_ labels: [UInt8]) -> [UInt8] { file([labels.count], labels) }

    /// One gzip member.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        var input = bytes
        let size = input.withUnsafeMutableBufferPointer { source in
            packed.withUnsafeMutableBufferPointer { target in
                deflateInit2_(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                deflate(&stream, Z_FINISH)
                deflateEnd(&stream)
                return Int(stream.total_out)
            }
        }
        return Array(packed[..<size])
    }
}
