/// Facts of one rank of a run, as far as it has told them.
public struct RankRecord: Sendable {
    public let greeting: Greeting
    /// Number of its connection; nil where it is gone.
    public internal(set) var link: Int?
    /// The reason why it is gone, as far as it has said one.
    public internal(set) var farewell: String?
    public internal(set) var model: RemoteModel?
    /// Newest ticks.
    public internal(set) var ticks = Ring<Tick>(room: 64)
    /// Newest answers to standing probes, by the probe's name.
    public internal(set) var frames: [String: ProbeFrame] = [:]
    public internal(set) var records = Ring<RecordedStep>(room: 32)
    public internal(set) var events = Ring<RankEvent>(room: 32)
    public internal(set) var stacks: [ThreadStack] = []
    /// Frames that have been lost on the way since it connected.
    public internal(set) var lostFrames = 0
    /// When it was last heard of, in seconds of the hub's clock.
    public internal(set) var heard: Double
    var clock: StepClock

    init(_ greeting: Greeting, link: Int, at now: Double) {
        (self.greeting, self.link, heard) = (greeting, link, now)
        clock = StepClock(step: greeting.step, at: now)
    }

    /// Updates that it has begun, when last heard of.
    public var step: Int { clock.step }
    /// Seconds that a step takes it; 0 while that is not known.
    public var stepSeconds: Double { clock.stepSeconds }
    /// The step that it has probably come to by now.
    public func estimatedStep(at now: Double) -> Int { Int(clock.estimate(at: now)) }
    public var isLinked: Bool { link != nil }
}

/// A run that trains elsewhere: all its ranks.
public struct AttachedRun: Sendable {
    /// The run, as its launcher names it, and the times that it has been begun anew.
    public struct Key: Hashable, Sendable {
        public var run: String
        public var restart: Int
    }

    public let key: Key
    /// Ranks that it has, linked or not.
    public let world: Int
    public internal(set) var ranks: [Int: RankRecord] = [:]
    var stop: Appointment
    /// The recorded step that has been asked for last.
    public internal(set) var observation: Observation?

    /// A recorded step that has been asked for.
    public struct Observation: Hashable, Sendable {
        public var id: Int
        public var step: Int
    }

    /// Ranks that are there, in order.
    public var linked: [(rank: Int, record: RankRecord)] {
        ranks.filter { $0.value.isLinked }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    public var isComplete: Bool { linked.count == world }
    /// The network, as the lowest rank that has told it has it.
    public var model: RemoteModel? { ranks.sorted { $0.key < $1.key }.lazy.compactMap(\.value.model).first }
    /// Update before which all ranks stand, and since when; nil while they run.
    public var held: (step: Int, since: Double)? {
        if case .held(let step, let since) = stop.state { (step, since) } else { nil }
    }

    /// True while ranks are being brought to a stop.
    public var isStopping: Bool {
        switch stop.state {
        case .arming, .committed: true
        case .idle, .held, .releasing: false
        }
    }

    /// The step of the rank that is farthest.
    public var step: Int { ranks.values.map(\.step).max() ?? 0 }

    /// Step clocks of the ranks that are there.
    var clocks: [Int: StepClock] { ranks.compactMapValues { $0.isLinked ? $0.clock : nil } }
}
