import Basics

/// A tensor as a reference file holds it: values that may be infinite or NaN, row-major.
public struct ReferenceTensor: Hashable, Sendable {
    /// Sizes of all axes, the batch included.
    public let shape: [Int]
    /// Row-major.
    public let data: [Double]

    /// `data` has as many entries as `shape` says.
    public init(shape: [Int], data: [Double]) {
        (self.shape, self.data) = (shape, data)
    }
}

/// Reads the parts of a reference file, with errors that name the key.
struct ReferenceReader {
    let value: JSONValue
    /// Where this value stands: `xor.json, steps[1].expect`.
    let place: String
    /// The whole file: its members' places have no dot before them.
    var isRoot = false

    private func place(_ key: String) -> String { isRoot ? "\(place), \(key)" : "\(place).\(key)" }

    func error(expected: String, found: String) -> InputError {
        InputError(.malformed, place, expected: expected, found: found)
    }

    func expected(_ what: String) -> InputError { error(expected: "\(what)", found: value.kindName) }

    func optional(_ key: String) -> ReferenceReader? {
        guard let member = value[key], member != .null else { return nil }
        return ReferenceReader(value: member, place: place(key))
    }

    func member(_ key: String) throws -> ReferenceReader {
        guard case .object = value else { throw expected("an object") }
        guard let member = value[key] else { throw error(expected: "the key \"\(key)\"", found: "none") }
        return ReferenceReader(value: member, place: place(key))
    }

    func elements() throws -> [ReferenceReader] {
        guard case .array(let elements) = value else { throw expected("a list") }
        return elements.enumerated().map { ReferenceReader(value: $1, place: "\(place)[\($0)]") }
    }

    func members() throws -> [(key: String, value: ReferenceReader)] {
        guard case .object(let object) = value else { throw expected("an object") }
        return object.keys.compactMap { key in object[key].map { (key, ReferenceReader(value: $0, place: place(key))) } }
    }

    func string() throws -> String {
        guard case .string(let string) = value else { throw expected("a string") }
        return string
    }

    func number() throws -> Double {
        switch value {
        case .number(let number): return number
        case .string("inf"): return .infinity
        case .string("-inf"): return -.infinity
        case .string("nan"): return .nan
        default: throw expected("a number or one of \"inf\", \"-inf\", \"nan\"")
        }
    }

    func integer() throws -> Int {
        guard case .number(let number) = value, number == number.rounded(), abs(number) < 1e9 else {
            throw expected("a whole number")
        }
        return Int(number)
    }

    func tensor() throws -> ReferenceTensor {
        let shape = try member("shape").elements().map { try $0.integer() }
        let data = try member("data").elements().map { try $0.number() }
        guard shape.allSatisfy({ $0 >= 0 }), Shape(shape).checkedCount == data.count else {
            throw error(expected: "as many values as shape \(shape) has", found: "\(data.count)")
        }
        return ReferenceTensor(shape: shape, data: data)
    }

    func tensors() throws -> [String: ReferenceTensor] {
        Dictionary(try members().map { ($0.key, try $0.value.tensor()) }, uniquingKeysWith: { first, _ in first })
    }

    func specification<Family>(_ family: Family.Type) throws -> Specification<Family> {
        try Specification<Family>(json: value, subject: place)
    }
}
