import Basics

/// A tensor of a frame: where its numbers lie in the body, in C order, lowest byte first.
struct WireTensor: Hashable, Sendable {
    let type: NumberType
    let shape: [Int]
    /// Bytes of the body.
    let range: Range<Int>

    var count: Int { range.count / type.size }

    /// Dimensions that a tensor has at most.
    private static let deepest = 8

    /// Names of number types, which are those of safetensors.
    static let names: [(name: String, type: NumberType)] = [
        ("F64", .float64), ("F32", .float32), ("F16", .float16), ("BF16", .bfloat16), ("I64", .int64), ("I32", .int32),
        ("I16", .int16), ("I8", .int8), ("U8", .uint8), ("BOOL", .bool),
    ]

    init(type: NumberType, shape: [Int], range: Range<Int>) { (self.type, self.shape, self.range) = (type, shape, range) }

    /// Reads what a header says of a tensor, and checks it against the body's size: whoever reads numbers later need not.
    init(_ name: String, _ value: JSONValue, bodySize: Int) throws(WireError) {
        guard let typeName = value["dtype"]?.string, let type = Self.names.first(where: { $0.name == typeName })?.type else {
            throw .tensor(name, "no dtype that is known")
        }
        guard let shape = value["shape"]?.array?.map(\.count), shape.count <= Self.deepest, !shape.contains(nil) else {
            throw .tensor(name, "no shape of at most \(Self.deepest) sizes")
        }
        guard let begin = value["begin"]?.count, let end = value["end"]?.count, begin <= end, end <= bodySize else {
            throw .tensor(name, "a range outside of the \(bodySize) bytes")
        }
        var size = type.size
        for case let side? in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: side)
            guard !overflow else { throw .tensor(name, "a shape larger than its bytes") }
            size = product
        }
        guard size == end - begin else { throw .tensor(name, "\(end - begin) bytes where its shape has \(size)") }
        self.init(type: type, shape: shape.compactMap { $0 }, range: begin..<end)
    }
}
