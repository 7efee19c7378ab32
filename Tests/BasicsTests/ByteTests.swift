import Basics
import Testing

@Suite("Numbers in bytes")
struct ByteTests {
    private static let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xF8]

    @Test func wholeNumbersAreReadInEitherOrder() {
        #expect(Self.bytes.integer(at: 1, .little, as: UInt16.self) == 0x0302)
        #expect(Self.bytes.integer(at: 1, .big, as: UInt32.self) == 0x0203_0405)
        #expect(Self.bytes.integer(at: 0, .little, as: UInt64.self) == 0xF807_0605_0403_0201)
        #expect(Self.bytes.integer(at: 7, .big, as: Int8.self) == -8)
    }

    @Test(arguments: [-1, 5, 8, .max, .min])
    func beyondTheEndsThereIsNoNumber(offset: Int) {
        #expect(Self.bytes.integer(at: offset, .little, as: UInt32.self) == nil)
    }

    @Test(arguments: [
        (NumberType.bool, [0, 1, 7] as [UInt8], [0, 1, 1] as [Double]), (.uint8, [0, 255], [0, 255]),
        (.int8, [127, 128], [127, -128]),
        (.uint16, [0, 1, 255, 255], [256, 65535]), (.int16, [255, 255], [-1]), (.uint32, [0, 0, 0, 128], [0x8000_0000]),
        (.int32, [0, 0, 0, 128], [-0x8000_0000]), (.uint64, [0, 0, 0, 0, 0, 0, 0, 128], [0x1p63]),
        (.int64, [0xFE, 255, 255, 255, 255, 255, 255, 255], [-2]),
        (.float16, [0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC], [1, 0x1p-24, -.infinity]),
        (.bfloat16, [0x80, 0x3F, 0x40, 0xC0], [1, -3]),
        (.float32, [0, 0, 0x20, 0xC0], [-2.5]), (.float64, [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [1]),
    ])
    func everyTypeReadsInEitherOrder(type: NumberType, little: [UInt8], values: [Double]) {
        let count = little.count / type.size
        #expect(little.numbers(type, .little, count: count) as [Double] == values)
        #expect(([9, 9, 9] + little).numbers(type, .little, from: 3, count: count) as [Float] == values.map { Float($0) })
        let big = stride(from: 0, to: little.count, by: type.size).flatMap { little[$0..<$0 + type.size].reversed() }
        #expect(big.numbers(type, .big, count: count) as [Double] == values)
    }
}
