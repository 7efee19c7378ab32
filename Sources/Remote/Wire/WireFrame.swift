import Basics

/// A message as it travels: a header of JSON with the message's type under `t`, and the tensors that the header names.
///
///     offset 0      u32, lowest byte first   h = bytes of the header
///     offset 4      u32, lowest byte first   b = bytes of the body
///     offset 8      h bytes                  header: one JSON object in UTF-8
///     offset 8 + h  b bytes                  body: the tensors' numbers
struct WireFrame: Hashable, Sendable {
    /// Type of the message.
    let type: String
    let header: JSONObject
    let tensors: [String: WireTensor]
    let body: [UInt8]

    /// Reads a frame whose bytes are all there.
    init(header bytes: [UInt8], body: [UInt8]) throws(WireError) {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch { throw .header("\(error)") }
        guard case .object(let header) = value else { throw .header("\(value.kindName) in place of an object") }
        guard let type = header["t"]?.string else { throw .header("an object without a type") }
        var tensors: [String: WireTensor] = [:]
        if let listed = header["tensors"] {
            guard case .object(let members) = listed else { throw .header("tensors that are no object") }
            for name in members.keys { tensors[name] = try WireTensor(name, members[name] ?? .null, bodySize: body.count) }
        }
        (self.type, self.header, self.tensors, self.body) = (type, header, tensors, body)
    }

    /// Numbers of a tensor; nil where there is none of this name.
    func values(_ name: String) -> [Double]? {
        tensors[name].map { body.numbers($0.type, .little, from: $0.range.lowerBound, count: $0.count) }
    }

    /// The same in the precision that the core computes in.
    func floats(_ name: String) -> [Float]? {
        tensors[name].map { body.numbers($0.type, .little, from: $0.range.lowerBound, count: $0.count) }
    }

    /// Bytes of a message without tensors.
    static func bytes(_ type: String, _ fields: [(String, JSONValue)] = []) -> [UInt8] {
        bytes(JSONObject([("t", .string(type))] + fields), body: [])
    }

    static func bytes(_ header: JSONObject, body: [UInt8]) -> [UInt8] {
        let text = Array(JSONValue.object(header).text.utf8)
        precondition(text.count <= WireLimits.welcomed.header && body.count <= WireLimits.welcomed.body, "too large a frame")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + text.count + body.count)
        for size in [text.count, body.count] { withUnsafeBytes(of: UInt32(size).littleEndian) { bytes += $0 } }
        return bytes + text + body
    }
}
