import Inspection

/// A second run beside the first, kept at the same moment: two scenarios on the same batches.
extension SessionDriver {
    /// Begins to compare with another scenario, on the data and batches of this one, and takes it to the moment in view; nil ends
    /// it.
    /// - Parameter text: a scenario's name or file, or the settings that differ: `network: dense:32,sigmoid,dense:10;
    ///   initializer: xavier`.
    /// - Throws: what reading the scenario or building its session throws.
    public func compare(with text: String?) throws {
        guard let text else {
            otherRun = nil
            logsOfOtherRun = [:]
            return
        }
        let isFragment = text.contains(": ")
        let other =
            isFragment
            ? try session.scenario.changed(
                byYAML: text.split(separator: ";").map { String($0.drop { $0 == " " }) }.joined(separator: "\n"),
                source: "compare")
            : try scenarioNamed(text)
        try begin(with: other)
    }

    /// Puts another run beside this one, on its data and at its moment.
    private func begin(with scenario: Scenario) throws {
        var other = scenario
        let own = session.scenario
        (other.data, other.testData, other.noise, other.split, other.trainCount, other.target, other.table, other.scale) = (
            own.data, own.testData, own.noise, own.split, own.trainCount, own.target, own.table, own.scale
        )
        let plan = try SessionPlan(other, data: session.data, seed: session.seed, history: historyOfOtherRun)
        // The memory of the one before first.
        otherRun = nil
        let driver = SessionDriver(Session(plan), speed: speed, history: historyOfOtherRun)
        driver.session.pin(session.pinned)
        driver.session.watches.mirror(session.watches, in: driver.session.status.watchScope)
        otherRun = driver
        logsOfOtherRun = [session.log: driver.session.log]
        takeOtherRunAlong()
    }

    /// Begins a comparison, or ends it; says what does not work.
    func perform(comparisonWith text: String?) {
        stopAtVisibleMoment(keepsRunning: true)
        do {
            try compare(with: text)
            notice = text == nil ? "no comparison" : nil
        } catch { notice = "\(error)" }
    }

    /// Carries out on the other run what has been asked of this run, and takes it along to the same moment.
    func mirror(_ request: Request) {
        guard let otherRun else { return }
        switch request {
        case .change(.optimizer):
            if let news = notice { notice = "A alone: \(news)" }
        case .change, .restart(.again), .restart(.seed), .restart(.addSample), .restart(.removeAddedSample):
            do { try otherRun.perform(request) } catch { notice = "the other run: \(error)" }
            logsOfOtherRun[session.log] = otherRun.session.log
            if let news = newsOfBoth(request, otherRun) { notice = news }
        case .watch: otherRun.session.watches.mirror(session.watches, in: otherRun.session.status.watchScope)
        case .restart(.scenario):
            self.otherRun = nil
            notice = "no comparison any more: another scenario"
        case .restart(.setting):
            // The data may be another now.
            do { try begin(with: otherRun.session.scenario) } catch {
                self.otherRun = nil
                notice = "no comparison any more: \(error)"
            }
        case .seek, .walk, .search, .run, .note, .pin, .compare, .cure, .testRates, .write, .lesson: break
        }
        takeOtherRunAlong()
    }

    /// The message on a change that has been made to both runs; nil where nothing needs to be said.
    private func newsOfBoth(_ request: Request, _ otherRun: SessionDriver) -> String? {
        switch request {
        case .change(.rate), .change(.rateStep):
            let (mine, other) = (session.baseLearningRate, otherRun.session.baseLearningRate)
            return "both runs: η " + (mine == other ? "\(mine)" : "\(mine) in A, \(other) in B")
        case .change(.parameter(let reference, _)):
            // The other network need not have it.
            guard otherRun.session.index(of: reference) != nil else {
                return notice.map { "A alone: \($0); B has no \(reference)" }
            }
            return notice.map { "both runs: \($0) in A" }
        default: return nil
        }
    }

    /// Takes the other run to the moment that corresponds to this run's.
    func takeOtherRunAlong() {
        guard let otherRun else { return }
        // Changes taken back, made again or left for another branch.
        if let log = logsOfOtherRun[session.log] { otherRun.session.apply(log) }
        otherRun.session.pin(session.pinned)
        let target = otherRun.session.machine.counterpart(of: session.position, in: session.machine)
        if otherRun.session.position != target { otherRun.session.move(to: target) }
    }

    /// Runs the other run through the iteration that this run has just been through.
    func catchUpOtherRun(observed: Bool) {
        guard let otherRun else { return }
        if otherRun.session.completedIterations + 1 == session.completedIterations {
            otherRun.session.finishIteration(observed: observed)
        }
        if observed { takeOtherRunAlong() }
    }
}

extension StepMachine {
    /// The position that corresponds to one of another machine: the same iteration and pass; of a pass through other layers, as
    /// far through it.
    func counterpart(of position: Position, in other: StepMachine) -> Position {
        if position.done <= 1 { return position }
        if position.done >= other.stateCount { return end(ofIteration: position.iteration) }
        guard let phase = other.phase(at: position) else { return position }
        let (layers, own) = (other.layerCount, layerCount)
        func place(_ layer: Int) -> Int {
            layers <= 1 || own <= 1 ? 0 : (layer * (own - 1) * 2 + layers - 1) / (2 * (layers - 1))
        }
        let wanted: Phase
        switch phase {
        case .batch, .loss: wanted = phase
        case .forward(let layer): wanted = .forward(min(own - 1, place(layer)))
        case .backward(let layer): wanted = .backward(min(own - 1, place(layer)))
        case .update(let layer):
            let target = min(own - 1, place(layer))
            wanted = trainableLayers.min { abs($0 - target) < abs($1 - target) }.map { .update($0) } ?? phase
        }
        return Position(iteration: position.iteration, done: ordinal(of: wanted) + 1)
    }
}
