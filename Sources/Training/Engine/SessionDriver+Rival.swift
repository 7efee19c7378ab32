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
            rival = nil
            logsOfRival = [:]
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

    /// Puts a rival beside this run, on its data and at its moment.
    private func begin(with scenario: Scenario) throws {
        var other = scenario
        let own = session.scenario
        (other.data, other.testData, other.noise, other.split, other.trainCount) = (
            own.data, own.testData, own.noise, own.split, own.trainCount
        )
        let plan = try SessionPlan(other, data: session.data, seed: session.seed, history: historyOfRival)
        // The memory of the one before first.
        rival = nil
        let driver = SessionDriver(Session(plan), speed: speed, history: historyOfRival)
        driver.session.pin(index: session.pinned)
        driver.session.watches.follow(session.watches, in: driver.session.status.watchScope)
        rival = driver
        logsOfRival = [session.log: driver.session.log]
        takeRivalAlong()
    }

    /// Begins a comparison, or ends it; says what does not work.
    func perform(comparisonWith text: String?) {
        stopAtVisibleMoment(keepsRunning: true)
        do {
            try compare(with: text)
            notice = text == nil ? "no comparison" : nil
        } catch { notice = "\(error)" }
    }

    /// Carries out on the rival what has been asked of this run, and takes it along to the same moment.
    func lead(_ request: Request) {
        guard let rival else { return }
        switch request {
        case .change(.optimizer):
            if let news = notice { notice = "A alone: \(news)" }
        case .change, .restart(.again), .restart(.seed), .restart(.addSample), .restart(.removeAddedSample):
            do { try rival.perform(request) } catch { notice = "the other run: \(error)" }
            logsOfRival[session.log] = rival.session.log
            if let news = newsOfBoth(request, rival) { notice = news }
        case .watch: rival.session.watches.follow(session.watches, in: rival.session.status.watchScope)
        case .restart(.setting):
            // The data may be another now.
            do { try begin(with: rival.session.scenario) } catch {
                self.rival = nil
                notice = "no comparison any more: \(error)"
            }
        case .seek, .walk, .search, .run, .note, .pin, .compare, .write: break
        }
        takeRivalAlong()
    }

    /// The message on a change that has been made to both runs; nil where nothing needs to be said.
    private func newsOfBoth(_ request: Request, _ rival: SessionDriver) -> String? {
        switch request {
        case .change(.rate), .change(.rateStep):
            let (mine, other) = (session.baseLearningRate, rival.session.baseLearningRate)
            return "both runs: η " + (mine == other ? "\(mine)" : "\(mine) in A, \(other) in B")
        case .change(.parameter(let reference, _)):
            // The other network need not have it.
            guard rival.session.index(of: reference) != nil else { return notice.map { "A alone: \($0); B has no \(reference)" } }
            return notice.map { "both runs: \($0) in A" }
        default: return nil
        }
    }

    /// Takes the rival to the moment that corresponds to this run's.
    func takeRivalAlong() {
        guard let rival else { return }
        // Changes taken back, made again or left for another branch.
        if let log = logsOfRival[session.log] { rival.session.adopt(log) }
        rival.session.pin(index: session.pinned)
        let target = rival.session.machine.counterpart(of: session.position, in: session.machine)
        if rival.session.position != target { rival.session.move(to: target) }
    }

    /// Runs the rival through the iteration that this run has just been through.
    func runRivalOn(observed: Bool) {
        guard let rival else { return }
        if rival.session.completedIterations + 1 == session.completedIterations {
            rival.session.finishIteration(observed: observed)
        }
        if observed { takeRivalAlong() }
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
