import Basics

/// Fields of a message that it must have, or may.
struct MessageFields {
    let frame: WireFrame

    init(_ frame: WireFrame) { self.frame = frame }

    subscript(name: String) -> JSONValue? { frame.header[name] }

    /// Text that is there, cleaned.
    func text(_ name: String, atMost limit: Int = 300) throws(WireError) -> String {
        guard let text = optionalText(name, atMost: limit) else { throw missing(name) }
        return text
    }

    func optionalText(_ name: String, atMost limit: Int = 300) -> String? {
        self[name]?.string.map { ForeignText.cleaned($0, atMost: limit) }
    }

    func count(_ name: String) throws(WireError) -> Int {
        guard let count = self[name]?.count else { throw missing(name) }
        return count
    }

    /// A number of updates; more than any run makes are a slip of the wire.
    func step(_ name: String = "step") throws(WireError) -> Int {
        let step = try count(name)
        guard step <= Self.mostSteps else { throw missing(name) }
        return step
    }

    private static let mostSteps = 1 << 40

    func list(_ name: String) throws(WireError) -> [JSONValue] {
        guard let list = self[name]?.array else { throw missing(name) }
        return list
    }

    func missing(_ name: String) -> WireError { .field(name, of: frame.type) }
}
