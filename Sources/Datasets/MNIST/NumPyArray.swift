import Basics

/// An array in NumPy's `.npy` format: a text header with element type, order and shape, then the elements.
struct NumPyArray {
    let shape: [Int]
    /// Elements as unsigned bytes, last axis fastest. Other integer types are accepted if their values fit.
    let bytes: [UInt8]

    /// - Parameter subject: what the array is, in an error's words.
    init(_ content: [UInt8], subject: String) throws(InputError) {
        func malformed(_ expected: String, _ found: String) -> InputError {
            InputError(.malformed, subject, expected: expected, found: found, advice: "download it again")
        }
        guard content.count >= 12, content.starts(with: [0x93] + Array("NUMPY".utf8)) else {
            throw malformed("a NumPy array", "something else")
        }
        let isLong = content[6] >= 2
        let lengthBytes = isLong ? content[8..<12] : content[8..<10]
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        let start = 8 + lengthBytes.count + length
        guard start <= content.count else { throw malformed("a header of \(length) bytes", "the array cut short") }
        let header = String(decoding: content[(8 + lengthBytes.count)..<start], as: UTF8.self)
        guard let type = Self.value(of: "descr", in: header), let width = Self.width(of: type) else {
            throw malformed("unsigned bytes or little-endian integers", header)
        }
        guard Self.value(of: "fortran_order", in: header) == "False", let shape = Self.shape(in: header), !shape.isEmpty else {
            throw malformed("an array in C order with a shape", header)
        }
        var size = width
        for dimension in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            size = overflow ? .max : product
        }
        guard size == content.count - start else {
            throw malformed("\(size) bytes of elements", "\(content.count - start)")
        }
        self.shape = shape
        if width == 1 {
            bytes = Array(content[start...])
        } else {
            let elements = stride(from: start, to: content.count, by: width)
            guard elements.allSatisfy({ first in content[first + 1..<first + width].allSatisfy { $0 == 0 } }) else {
                throw malformed("values 0…255", "others")
            }
            bytes = elements.map { content[$0] }
        }
    }

    private static func width(of type: String) -> Int? {
        switch type {
        case "|u1", "u1", "<u1": 1
        case "<i4", "<u4": 4
        case "<i8", "<u8": 8
        case "<i2", "<u2": 2
        default: nil
        }
    }

    /// The value of a key in the header's Python literal, quotes removed.
    private static func value(of key: String, in header: String) -> String? {
        for part in header.split(whereSeparator: { ",{}".contains($0) }) {
            let sides = part.split(separator: ":", maxSplits: 1)
            guard sides.count == 2, sides[0].filter({ !" '\"".contains($0) }) == key else { continue }
            return sides[1].filter { !" '\"".contains($0) }
        }
        return nil
    }

    private static func shape(in header: String) -> [Int]? {
        guard let open = header.firstIndex(of: "("), let close = header[open...].firstIndex(of: ")") else { return nil }
        var shape: [Int] = []
        for part in header[header.index(after: open)..<close].split(separator: ",") {
            guard let size = Int(part.filter { $0 != " " }), size > 0 else { return nil }
            shape.append(size)
        }
        return shape
    }
}
