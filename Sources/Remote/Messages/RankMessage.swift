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
