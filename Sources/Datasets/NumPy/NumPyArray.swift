import Basics

/// An array in NumPy's `.npy` format: a text header with element type, order and shape, then the elements.
///
/// Numbers of every fixed width are read, in both byte orders, row-major or (Fortran) column-major; complex numbers, text and
/// Python objects are not.
/// Source: "NEP 1 — A simple file format for NumPy arrays", numpy.org.
struct NumPyArray {
    let shape: [Int]
    /// The form of an element in the file.
    let type: NumberType

    private let order: ByteOrder
    /// The elements as they stand in the file, but last axis fastest.
    private let content: [UInt8]
    private let subject: String

    /// - Parameter subject: what the array is, in an error's words.
    init(_ file: [UInt8], subject: String) throws(InputError) {
        func malformed(_ expected: String, _ found: String) -> InputError {
            InputError(.malformed, subject, expected: expected, found: found, advice: "write it again with numpy.save")
        }
        guard file.count >= 12, file.starts(with: [0x93] + Array("NUMPY".utf8)) else {
            throw malformed("a NumPy array", "something else")
        }
        // Version 1 has two bytes for the header's length, later ones have four.
        let isLong = file[6] >= 2
        let length =
            (isLong
                ? file.integer(at: 8, .little, as: UInt32.self).map { Int($0) }
                : file.integer(at: 8, .little, as: UInt16.self).map { Int($0) }) ?? 0
        let headerStart = isLong ? 12 : 10
        let start = headerStart + length
        guard start <= file.count else { throw malformed("a header of \(length) bytes", "the array cut short") }
        let header = String(decoding: file[headerStart..<start], as: UTF8.self)
        guard let (type, order) = Self.value(of: "descr", in: header).flatMap(Self.number) else {
            throw malformed("numbers or truth values as elements", InputError.quoted(header))
        }
        guard let isFortran = ["True": true, "False": false][Self.value(of: "fortran_order", in: header) ?? ""],
            let shape = Self.shape(in: header), !shape.isEmpty
        else { throw malformed("an array with an order and a shape", InputError.quoted(header)) }
        var size = type.size
        for dimension in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            size = overflow ? .max : product
        }
        guard size == file.count - start else { throw malformed("\(size) bytes of elements", "\(file.count - start)") }
        self.shape = shape
        self.type = type
        self.order = order
        self.subject = subject
        let content = file[start...]
        self.content =
            isFortran && shape.count > 1 ? Self.rowMajor(Array(content), shape, width: type.size) : Array(content)
    }

    /// Number of elements.
    var count: Int { shape.reduce(1, *) }

    /// The elements, last axis fastest, rounded to Float where they are wider.
    func values() -> [Float] { content.numbers(type, order, count: count) }

    /// The elements as unsigned bytes; whole numbers of other types are accepted if their values fit.
    func bytes() throws(InputError) -> [UInt8] {
        if type == .uint8 { return content }
        guard !type.isFloatingPoint else {
            throw InputError(
                .malformed, subject, expected: "unsigned bytes or other whole numbers", found: "\(type)",
                advice: "convert it with astype('uint8')")
        }
        let numbers: [Double] = content.numbers(type, order, count: count)
        guard numbers.allSatisfy({ (0...255).contains($0) }) else {
            throw InputError(
                .malformed, subject, expected: "values 0…255", found: "others", advice: "convert it with astype('uint8')")
        }
        return numbers.map { UInt8($0) }
    }

    /// The type that a description such as `<f4`, `|b1` or `>i2` stands for.
    private static func number(_ description: String) -> (NumberType, ByteOrder)? {
        let order: ByteOrder = description.hasPrefix(">") ? .big : .little
        let types: [String: NumberType] = [
            "b1": .bool, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32, "i4": .int32, "u8": .uint64,
            "i8": .int64, "f2": .float16, "f4": .float32, "f8": .float64,
        ]
        return types[String(description.drop { "<>|=".contains($0) })].map { ($0, order) }
    }

    /// Puts elements in the order of their last axis that stand in the order of their first.
    private static func rowMajor(_ columns: [UInt8], _ shape: [Int], width: Int) -> [UInt8] {
        var strides = [Int](repeating: width, count: shape.count)
        for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
        return [UInt8](unsafeUninitializedCapacity: columns.count) { rows, written in
            var place = [Int](repeating: 0, count: shape.count)
            var offset = 0
            for start in stride(from: 0, to: columns.count, by: width) {
                for byte in 0..<width { rows[start + byte] = columns[offset + byte] }
                // The next place: the last axis runs, and carries to the one before it.
                for axis in shape.indices.reversed() {
                    place[axis] += 1
                    offset += strides[axis]
                    if place[axis] < shape[axis] { break }
                    offset -= strides[axis] * shape[axis]
                    place[axis] = 0
                }
            }
            written = columns.count
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
