/// A fault in what a peer sends. It ends the connection: after it nobody knows where the next frame begins, or what else is untrue.
enum WireError: Error, Hashable, Sendable, CustomStringConvertible {
    case headerTooLong(Int, limit: Int)
    case bodyTooLong(Int, limit: Int)
    /// A header that is no JSON object with a type.
    case header(String)
    case tensor(String, String)
    /// A message without a field that it must have, or with one of another kind.
    case field(String, of: String)

    var description: String {
        switch self {
        case .headerTooLong(let size, let limit): "a header of \(size) bytes, more than \(limit)"
        case .bodyTooLong(let size, let limit): "tensors of \(size) bytes, more than \(limit)"
        case .header(let fault): "a header that cannot be read: \(fault)"
        case .tensor(let name, let fault): "tensor '\(ForeignText.cleaned(name, atMost: 40))': \(fault)"
        case .field(let name, let message): "message '\(ForeignText.cleaned(message, atMost: 40))' without a usable '\(name)'"
        }
    }
}
