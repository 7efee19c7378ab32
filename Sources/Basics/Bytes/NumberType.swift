/// The type of the numbers in a file of numbers, without their byte order.
public enum NumberType: Sendable, CaseIterable {
    /// A byte that is 0 for false; anything else is true, and reads as 1.
    case bool
    case uint8, int8, uint16, int16, uint32, int32, uint64, int64
    /// IEEE half precision: 5 bits of exponent, 10 of fraction.
    case float16
    /// The upper half of a `float32`: 8 bits of exponent, 7 of fraction.
    case bfloat16
    case float32, float64

    /// Bytes of one number.
    public var size: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .uint16, .int16, .float16, .bfloat16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        }
    }

    /// Whether values may have a fraction, or be infinite or NaN.
    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: true
        default: false
        }
    }
}
