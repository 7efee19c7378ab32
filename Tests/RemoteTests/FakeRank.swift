import Basics

@testable import Remote

/// A rank of the test's own: it speaks the wire as the Python client does, and keeps the client's rules of stopping.
struct FakeRank {
    let rank: Int
    let world: Int
    let link: Int
    var token = "secret"
    var control = "hold"
    var restart = 0
    let nonce = String(repeating: "a", count: 32)
    /// Updates begun.
    var step = 100
    private(set) var isWelcome = false
    /// The appointment that it has agreed to, and whether all have.
    private(set) var appointment: (id: Int, step: Int, isCommitted: Bool)?
    private(set) var isHeld = false
    private(set) var received: [HubMessage] = []
    /// Its answers to questions; nil: it gives none.
    var answer: ((Int, Question) -> [UInt8])?

    init(_ rank: Int, of world: Int, link: Int) { (self.rank, self.world, self.link) = (rank, world, link) }

    func hello(major: Int = 1) -> [UInt8] {
        frame(
            #"{"t":"hello","proto":[\#(major),0],"role":"rank","run":"r","restart":\#(restart),"rank":\#(rank),"world":\#(world),"#
                + #""node":"n0","pid":7,"versions":{"torch":"2.15.0"},"caps":["record","hold"],"control":"\#(control)","#
                + #""step":\#(step),"nonce":"\#(nonce)"}"#)
    }

    func tick(stepSeconds: Double = 0.01) -> [UInt8] {
        frame(#"{"t":"tick","step":\#(step),"n":1,"s_step":\#(stepSeconds),"lr":[0.1],"cost":0.004}"#)
    }

    /// The answer to a message of the hub's.
    mutating func take(_ message: HubMessage) -> [UInt8] {
        received.append(message)
        func reply(_ type: String, _ id: Int, _ rest: String = "") -> [UInt8] {
            frame(#"{"t":"\#(type)","id":\#(id),"step":\#(step)\#(rest)}"#)
        }
        switch message {
        case .challenge(let theirs):
            let proof = Authentication(token: token).proof(of: .rank, own: nonce, other: theirs)
            return frame(#"{"t":"auth","mac":"\#(proof)"}"#)
        case .welcome: isWelcome = true
        case .ping(let sequence): return frame(#"{"t":"pong","seq":\#(sequence),"step":\#(step),"held":\#(isHeld)}"#)
        case .arm(let id, let at):
            guard !isHeld, step + 1 < at else { return reply("late", id) }
            appointment = (id, at, false)
            return reply("armed", id)
        case .commit(let id): if appointment?.id == id { appointment?.isCommitted = true }
        case .go(let id):
            guard appointment?.id == id else { return [] }
            appointment = nil
            guard isHeld else { return [] }
            isHeld = false
            return reply("running", id, #","why":"go""#)
        case .get(let sequence, let question): return answer?(sequence, question) ?? []
        case .ask, .observe, .bye, .unknown: break
        }
        return []
    }

    /// Begins the next update, as the hook of its optimizer does.
    mutating func update() -> [UInt8] {
        guard !isHeld else { return [] }
        step += 1
        guard let due = appointment, step >= due.step else { return [] }
        guard due.isCommitted, step == due.step else {
            appointment = nil
            return frame(#"{"t":"missed","id":\#(due.id),"step":\#(step)}"#)
        }
        isHeld = true
        return frame(#"{"t":"held","id":\#(due.id),"step":\#(step),"where":"before-update","grad":"final"}"#)
    }
}

/// A hub with ranks of the test's own, on a clock of the test's own.
struct Meeting {
    var hub = Hub(token: "secret", id: 1000) { String(repeating: "b", count: 32) }
    var now = 0.0
    var ranks: [FakeRank]
    /// Numbers of the connections that the hub has closed.
    private(set) var closed: Set<Int> = []
    private(set) var events: [HubEvent] = []
    /// Ranks whose messages are on the way for longer than the test lasts.
    var frozen: Set<Int> = []

    /// - Parameters:
    ///   - linked: ranks that are there from the beginning; nil: all.
    ///   - step: updates that they have begun.
    init(_ world: Int, linked: Int? = nil, step: Int = 100) {
        ranks = (0..<(linked ?? world)).map { FakeRank($0, of: world, link: $0 + 1) }
        for place in ranks.indices { ranks[place].step = step }
        for place in ranks.indices { connect(place) }
    }

    static let key = AttachedRun.Key(run: "r", restart: 0)
    var run: AttachedRun? { hub.run(Self.key) }

    mutating func connect(_ place: Int) {
        hub.connected(ranks[place].link, at: now)
        send(ranks[place].hello(), from: place)
    }

    mutating func send(_ bytes: [UInt8], from place: Int) {
        guard !bytes.isEmpty, !frozen.contains(place) else { return }
        hub.received(bytes, from: ranks[place].link, at: now)
        settle()
    }

    /// Carries what the hub says to the ranks, and what they answer back, until nobody has anything to say.
    mutating func settle() {
        while case let actions = hub.takeActions(), !actions.isEmpty {
            for action in actions {
                switch action {
                case .close(let link): closed.insert(link)
                case .send(let link, let message):
                    guard let place = ranks.firstIndex(where: { $0.link == link }), !frozen.contains(place) else { continue }
                    let answer = ranks[place].take(message)
                    if !answer.isEmpty { hub.received(answer, from: link, at: now) }
                }
            }
        }
        events += hub.takeEvents()
    }

    mutating func pass(_ seconds: Double) {
        now += seconds
        hub.advance(to: now)
        settle()
    }

    /// All ranks make an update, or some of them.
    mutating func update(_ places: [Int]? = nil) {
        now += 0.01
        for place in places ?? Array(ranks.indices) { send(ranks[place].update(), from: place) }
    }

    mutating func tick() { for place in ranks.indices { send(ranks[place].tick(), from: place) } }

    /// Hands over what has been new.
    mutating func takeEvents() -> [HubEvent] {
        defer { events = [] }
        return events
    }

    /// Asks for a stop.
    mutating func hold() -> String? {
        let refusal = hub.hold(Self.key, at: now)
        settle()
        return refusal
    }

    mutating func release() {
        hub.release(Self.key, at: now)
        settle()
    }

    var stops: [String] {
        events.compactMap {
            switch $0 {
            case .held(_, let step, _, _, let tries): "held \(step) in \(tries)"
            case .running(_, _, let why): "running: \(why)"
            case .notHeld(_, let why): "not held: \(why)"
            default: nil
            }
        }
    }
}
