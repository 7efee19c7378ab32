import Basics

extension IDXFile {
    /// All elements as Float, in the machine's byte order.
    public func floatValues() -> [Float] {
        bytes.numbers(elementType.numbers, .big, count: dimensions.reduce(1, *))
    }
}

extension IDXFile.ElementType {
    /// The form of the elements in the file.
    var numbers: NumberType {
        switch self {
        case .unsignedByte: .uint8
        case .signedByte: .int8
        case .int16: .int16
        case .int32: .int32
        case .float: .float32
        case .double: .float64
        }
    }

    /// Bytes of one element.
    public var size: Int { numbers.size }
}
