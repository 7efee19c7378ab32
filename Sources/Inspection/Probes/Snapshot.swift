/// One moment of a session: its status and the answers to the probes that were asked. A value; a pane draws from nothing else.
public struct Snapshot: Sendable {
    /// Facts of the run as a whole.
    public var status: Status
    /// The same moment of the other run of a comparison, if there is one.
    public var otherRuns: [Snapshot] = []
    /// Requests that had been carried out at this moment, of all that were ever sent.
    public var handledRequests = 0
    /// Answers in the order in which they were asked for. A screen asks some thirty probes, most of a type of their own: to look
    /// through them is faster than to hash one.
    private var answers: [Answer] = []

    private struct Answer: Sendable {
        let type: ObjectIdentifier
        let probe: any Probe
        /// Nil where the probe had no answer.
        var reading: (any Sendable)?
        /// The reason why it has none, in a sentence; nil where it has one, or nothing need be said.
        var reason: String?
    }

    /// A snapshot in which nothing has been asked yet.
    public init(status: Status) { self.status = status }

    /// The answer to a probe; nil if it was not asked or has none.
    public subscript<P: Probe>(probe: P) -> P.Reading? {
        get { place(of: probe).flatMap { answers[$0].reading as? P.Reading } }
        set {
            if let place = place(of: probe) {
                answers[place].reading = newValue
            } else {
                answers.append(Answer(type: ObjectIdentifier(P.self), probe: probe, reading: newValue))
            }
        }
    }

    /// Says why a probe has no answer.
    /// - Parameter reason: a sentence for whoever looks at an empty pane.
    package mutating func withhold(_ probe: some Probe, because reason: String) {
        self[probe] = nil
        if let place = place(of: probe) { answers[place].reason = reason }
        hasReasons = true
    }

    /// Whether some probe has been given a reason why it has no answer: asked first, since most runs have none to give.
    public private(set) var hasReasons = false

    /// The reason why the first of these probes, which a pane is drawn from, has no answer; nil where it has one, or nothing need be said.
    public func reason(for probes: [any Probe]) -> String? {
        guard hasReasons, let first = probes.first.flatMap({ place(of: $0) }), answers[first].reading == nil else { return nil }
        return answers[first].reason
    }

    /// Whether all of these probes were asked at this moment, answer or not.
    public func answers(_ probes: [any Probe]) -> Bool { probes.allSatisfy { place(of: $0) != nil } }

    private func place<P: Probe>(of probe: P) -> Int? {
        var start = 0
        while let place = nextPlace(of: ObjectIdentifier(P.self), from: start) {
            if answers[place].probe as? P == probe { return place }
            start = place + 1
        }
        return nil
    }

    /// The next answer to a probe of a type. Not generic: most answers are passed over here, and need no cast.
    private func nextPlace(of type: ObjectIdentifier, from start: Int) -> Int? {
        answers[start...].firstIndex { $0.type == type }
    }

    /// Makes room for the answers to so many probes.
    package mutating func reserve(_ count: Int) { answers.reserveCapacity(count) }

    package mutating func take(_ probe: some Probe, from moment: any Moment) {
        let isWithheld =
            !status.hidden.isEmpty && !probe.leavesOutHidden && !probe.wants.isDisjoint(with: status.hidden.tensors)
        self[probe] = isWithheld ? nil : probe.read(moment)
        if let reason = status.reasonOfMissing(probe.sampleInView), self[probe] == nil { withhold(probe, because: reason) }
    }
}

extension Status {
    /// Why a sample is not to be seen at this moment; nil where it is.
    func reasonOfMissing(_ sample: SampleChoice?) -> String? {
        guard case .batch(let row)? = sample, row >= batchCount else { return nil }
        let reason =
            batchCount == 0
            ? "no batch has been taken yet: there is no sample \(row + 1)"
            : "this batch has only \(batchCount) \(batchCount == 1 ? "sample" : "samples"): there is no sample \(row + 1)"
        return reason + " (, leads to the others)"
    }
}
