/// Facts of one rank of a run, as far as it has told them.
package struct RankRecord: Sendable {
    package let greeting: Greeting
    /// Number of its connection; nil where it is gone.
    package internal(set) var link: Int?
    /// The reason why it is gone, as far as it has said one.
    package internal(set) var farewell: String?
    package internal(set) var model: RemoteModel?
    /// Newest ticks.
    package internal(set) var ticks = Ring<Tick>(room: 64)
    /// Newest answers to standing probes, by the probe's name.
    package internal(set) var frames: [String: ProbeFrame] = [:]
    package internal(set) var records = Ring<RecordedStep>(room: 32)
    package internal(set) var events = Ring<RankEvent>(room: 32)
    package internal(set) var stacks: [ThreadStack] = []
    /// Frames that have been lost on the way since it connected.
    package internal(set) var lostFrames = 0
    /// When it was last heard of, in seconds of the hub's clock.
    package internal(set) var heard: Double
    var clock: StepClock

    init(_ greeting: Greeting, link: Int, at now: Double) {
        (self.greeting, self.link, heard) = (greeting, link, now)
        clock = StepClock(step: greeting.step, at: now)
    }

    /// Updates that it has begun, when last heard of.
    package var step: Int { clock.step }
    /// Seconds that a step takes it; 0 while that is not known.
    package var stepSeconds: Double { clock.stepSeconds }
    /// The step that it has probably come to by now.
    package func estimatedStep(at now: Double) -> Int { Int(clock.estimate(at: now)) }
    package var isLinked: Bool { link != nil }
}

/// A run that trains elsewhere: all its ranks.
package struct AttachedRun: Sendable {
    /// The run, as its launcher names it, and the times that it has been begun anew.
    package struct Key: Hashable, Sendable {
        package var run: String
        package var restart: Int
    }

    package let key: Key
    /// Ranks that it has, linked or not.
    package let world: Int
    package internal(set) var ranks: [Int: RankRecord] = [:]
    var stop: Appointment
    /// The recorded step that has been asked for last.
    package internal(set) var observation: Observation?

    /// Numbers that the update before which all stop is recorded with; nil: it is not.
    var recordsAtStop: Recording?

    /// A recorded step that has been asked for.
    package struct Observation: Hashable, Sendable {
        package var id: Int
        package var step: Int
    }

    /// Ranks that are there, in order.
    package var linked: [(rank: Int, record: RankRecord)] {
        ranks.filter { $0.value.isLinked }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var isComplete: Bool { linked.count == world }
    /// The network, as the lowest rank that has told it has it.
    package var model: RemoteModel? { ranks.sorted { $0.key < $1.key }.lazy.compactMap(\.value.model).first }
    /// Update before which all ranks stand, and since when; nil while they run.
    package var held: (step: Int, since: Double)? {
        if case .held(let step, let since) = stop.state { (step, since) } else { nil }
    }

    /// True while ranks are being brought to a stop.
    package var isStopping: Bool {
        switch stop.state {
        case .arming, .committed: true
        case .idle, .held, .releasing: false
        }
    }

    /// The step of the rank that is farthest.
    package var step: Int { ranks.values.map(\.step).max() ?? 0 }

    /// Step clocks of the ranks that are there.
    var clocks: [Int: StepClock] { ranks.compactMapValues { $0.isLinked ? $0.clock : nil } }
}
