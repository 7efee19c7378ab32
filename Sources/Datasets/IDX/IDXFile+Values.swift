extension IDXFile {
    /// All elements as Float, in the machine's byte order.
    public func floatValues() -> [Float] {
        let elementCount = dimensions.reduce(1, *)
        return bytes.withUnsafeBytes { raw in
            (0..<elementCount).map { index in
                switch elementType {
                case .unsignedByte: Float(raw[index])
                case .signedByte: Float(Int8(bitPattern: raw[index]))
                case .int16: Float(Int16(bigEndian: raw.loadUnaligned(fromByteOffset: 2 * index, as: Int16.self)))
                case .int32: Float(Int32(bigEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)))
                case .float:
                    Float(bitPattern: UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
                case .double:
                    Float(Double(bitPattern: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))))
                }
            }
        }
    }
}
