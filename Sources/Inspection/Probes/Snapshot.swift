/// One moment of a session: its status and the answers to the probes that were asked. A value; a pane draws from nothing else.
public struct Snapshot: Sendable {
    /// Facts of the run as a whole.
    public var status: Status
    /// The same moment of the other run of a comparison, if there is one.
    public var otherRuns: [Snapshot] = []
    /// Requests that had been carried out at this moment, of all that were ever sent.
    public var handledRequests = 0
    /// The answers by the probes that were asked; nil inside where a probe had none.
    private var readings: [Key: (any Sendable)?] = [:]

    /// A probe as a key. Probes are Sendable; only their type erasure does not say so.
    private struct Key: Hashable, @unchecked Sendable {
        let probe: AnyHashable
    }

    /// A snapshot in which nothing has been asked yet.
    public init(status: Status) { self.status = status }

    /// The answer to a probe; nil if it was not asked or has none.
    public subscript<P: Probe>(probe: P) -> P.Reading? {
        get { (readings[Key(probe: AnyHashable(probe))] ?? nil) as? P.Reading }
        set { readings[Key(probe: AnyHashable(probe))] = .some(newValue) }
    }

    /// Whether all of these probes were asked at this moment, answer or not.
    public func answers(_ probes: [any Probe]) -> Bool {
        probes.allSatisfy { readings.index(forKey: Key(probe: AnyHashable($0))) != nil }
    }

    /// Makes room for the answers to so many probes.
    package mutating func reserve(_ count: Int) { readings.reserveCapacity(count) }

    package mutating func take(_ probe: some Probe, from moment: any Moment) {
        self[probe] = probe.read(moment)
    }
}
