extension [UInt8] {
    /// The whole number that stands at `offset`, or nil where the bytes do not reach: what a file says of its own parts is not
    /// trusted.
    public func integer<Number: FixedWidthInteger>(at offset: Int, _ order: ByteOrder, as type: Number.Type) -> Number? {
        guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
        return withUnsafeBytes { Self.integer($0, offset, order) }
    }

    /// The numbers from `offset` on, rounded to `Scalar` where it is narrower; bytes that end before are a programmer's error.
    ///
    ///     let loss: [Double] = file.numbers(.float32, .little, from: 128, count: 10)
    public func numbers<Scalar: BinaryFloatingPoint>(
        _ type: NumberType, _ order: ByteOrder, from offset: Int = 0, count: Int
    ) -> [Scalar] {
        precondition(
            offset >= 0 && count >= 0 && count <= (self.count - offset) / type.size,
            "\(count) numbers of \(type.size) bytes from byte \(offset) on, of \(self.count) bytes")
        return withUnsafeBytes { bytes in
            // The type is asked once, not once a number.
            func each<Number: FixedWidthInteger>(_ value: (Number) -> Scalar) -> [Scalar] {
                [Scalar](unsafeUninitializedCapacity: count) { numbers, written in
                    for index in 0..<count {
                        numbers[index] = value(Self.integer(bytes, offset + index * MemoryLayout<Number>.size, order))
                    }
                    written = count
                }
            }
            return switch type {
            case .bool: each { (byte: UInt8) in byte == 0 ? 0 : 1 }
            case .uint8: each { (number: UInt8) in Scalar(number) }
            case .int8: each { (number: Int8) in Scalar(number) }
            case .uint16: each { (number: UInt16) in Scalar(number) }
            case .int16: each { (number: Int16) in Scalar(number) }
            case .uint32: each { (number: UInt32) in Scalar(number) }
            case .int32: each { (number: Int32) in Scalar(number) }
            case .uint64: each { (number: UInt64) in Scalar(number) }
            case .int64: each { (number: Int64) in Scalar(number) }
            case .float16: each { (bits: UInt16) in Scalar(HalfPrecision.value(bits)) }
            case .bfloat16: each { (bits: UInt16) in Scalar(Float(bitPattern: UInt32(bits) << 16)) }
            case .float32: each { (bits: UInt32) in Scalar(Float(bitPattern: bits)) }
            case .float64: each { (bits: UInt64) in Scalar(Double(bitPattern: bits)) }
            }
        }
    }

    private static func integer<Number: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ order: ByteOrder
    ) -> Number {
        let number = bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
        return order == .little ? Number(littleEndian: number) : Number(bigEndian: number)
    }
}
