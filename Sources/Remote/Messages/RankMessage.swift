import Basics

/// A message of a rank: one process of a run that trains elsewhere.
enum RankMessage: Sendable {
    case hello(Greeting)
    /// The proof that it knows the token.
    case auth(String)
    case model(RemoteModel)
    case tick(Tick)
    case pong(step: Int, isHeld: Bool)
    case frame(ProbeFrame)
    case record(RecordedStep)
    case answer(Answer)
    case stop(StopReply)
    case event(RankEvent)
    /// Frames that it has thrown away since it last said so, because they could not be sent in time.
    case gap(Int)
    case stacks([ThreadStack])
    case bye(String)
    /// It does not know a message of ours.
    case unknown(String)
    /// A message that we do not know.
    case foreign(String)

    init(_ frame: WireFrame) throws(WireError) {
        let fields = MessageFields(frame)
        switch frame.type {
        case "hello": self = .hello(try Greeting(fields))
        case "auth": self = .auth(try fields.text("mac"))
        case "model": self = .model(try RemoteModel(fields))
        case "tick": self = .tick(try Tick(fields))
        case "pong": self = .pong(step: try fields.step(), isHeld: frame.header["held"]?.bool ?? false)
        case "frame": self = .frame(try ProbeFrame(fields))
        case "record": self = .record(try RecordedStep(fields))
        case "answer": self = .answer(try Answer(fields))
        case "armed", "late", "missed", "held", "running": self = .stop(try StopReply(fields))
        case "event": self = .event(try RankEvent(fields))
        case "gap": self = .gap(try fields.count("n"))
        case "stacks": self = .stacks(try ThreadStack.all(fields))
        case "bye": self = .bye(fields.optionalText("why") ?? "")
        case "unknown": self = .unknown(fields.optionalText("what") ?? "")
        default: self = .foreign(ForeignText.cleaned(frame.type, atMost: 40))
        }
    }
}

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
