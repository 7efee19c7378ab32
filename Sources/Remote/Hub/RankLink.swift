/// A connection, from its first byte on: frames, and the proof of who is there. Pure: it takes bytes and gives back what they mean.
struct RankLink: Sendable {
    /// The part of the greeting that has been reached.
    enum Stage: Sendable {
        case greeting
        case proving(Greeting)
        case welcomed(Greeting)
    }

    /// A thing that follows from bytes.
    enum Outcome: Sendable {
        case send(HubMessage)
        /// It has shown that it knows the token.
        case welcomed(Greeting)
        case message(RankMessage)
        /// It is not worth listening to any more.
        case close(String)
    }

    /// Version of the wire protocol.
    static let major = 1
    /// Seconds for the whole greeting.
    static let greetingSeconds = 2.0

    private(set) var stage = Stage.greeting
    /// When the connection was made, and when something last came, in seconds.
    let since: Double
    private(set) var heard: Double
    private var reader = FrameReader(limits: .greeting)
    /// The number that was drawn for this connection.
    private let nonce: String
    /// Types of message that have been answered with `unknown`.
    private var foreign: Set<String> = []

    init(nonce: String, at now: Double) { (self.nonce, since, heard) = (nonce, now, now) }

    var greeting: Greeting? { if case .welcomed(let greeting) = stage { greeting } else { nil } }

    mutating func take(_ bytes: [UInt8], _ authentication: Authentication, at now: Double) -> [Outcome] {
        heard = now
        reader.append(bytes)
        var outcomes: [Outcome] = []
        do throws(WireError) {
            while let frame = try reader.next() {
                outcomes += take(try RankMessage(frame), authentication)
                if case .close? = outcomes.last { break }
            }
        } catch { outcomes.append(.close("\(error)")) }
        return outcomes
    }

    private mutating func take(_ message: RankMessage, _ authentication: Authentication) -> [Outcome] {
        switch (stage, message) {
        case (.greeting, .hello(let greeting)):
            guard greeting.major == Self.major else {
                let why =
                    "hub speaks \(Self.major), client \(greeting.major): upgrade the \(greeting.major > Self.major ? "hub" : "client")"
                return [.send(.bye(why: why)), .close(why)]
            }
            stage = .proving(greeting)
            return [.send(.challenge(nonce: nonce))]
        case (.proving(let greeting), .auth(let proof)):
            guard authentication.accepts(proof, of: .rank, own: greeting.nonce, other: nonce) else {
                return [.close("a rank that does not know the token")]
            }
            stage = .welcomed(greeting)
            reader.limits = .welcomed
            return [
                .send(.welcome(proof: authentication.proof(of: .hub, own: nonce, other: greeting.nonce))), .welcomed(greeting),
            ]
        case (.welcomed, .hello), (.welcomed, .auth), (.greeting, _), (.proving, _):
            return [.close("a message out of order")]
        case (.welcomed, .foreign(let name)):
            return foreign.count < 64 && foreign.insert(name).inserted ? [.send(.unknown(name))] : []
        case (.welcomed, let message): return [.message(message)]
        }
    }
}
