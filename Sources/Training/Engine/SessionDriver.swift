import Datasets

/// A session and whether it runs: carries out requests, one after the other, on the thread that owns it. The engine's thread drives one
/// against the clock; scripts and tests drive one directly, so that both see the same thing happen.
public final class SessionDriver {
    public private(set) var session: Session
    public private(set) var isRunning = false
    public private(set) var speed: RunSpeed
    public private(set) var grain = Grain.layer
    /// Iterations a second, as the engine has measured them.
    public var iterationsPerSecond = 0.0
    /// News, in words: why running has stopped by itself, or what has been set.
    public private(set) var notice: String?
    private let history: Int

    public init(_ session: Session, speed: RunSpeed = .usual, history: Int = 256 << 20) {
        self.session = session
        self.speed = speed
        self.history = history
    }

    /// Carries out a request.
    /// - Parameter shouldContinue: asked between the iterations of a long way.
    /// - Throws: what building a session throws, on a restart.
    public func perform(_ request: Request, while shouldContinue: () -> Bool = { true }) throws {
        notice = nil
        if let target = destination(of: request) {
            move(to: target, while: shouldContinue)
            return
        }
        switch request {
        case .step(let grain, let count, let direction):
            settle()
            session.step(grain, count: count, direction, while: shouldContinue)
        case .walk(let step):
            settle()
            session.walk(step, while: shouldContinue)
        case .goTo, .goToNewest: break
        case .toggleRun:
            if isRunning {
                settle()
            } else {
                if session.completedIterations > session.finalIteration { session.overruleStop() }
                isRunning = true
            }
        case .pause: settle()
        case .setGrain(let grain): self.grain = grain
        case .setSpeed(let speed): self.speed = speed
        case .changeSpeed(let isFaster):
            speed = speed.faster(isFaster)
            notice = "speed: \(speed.text(grain))"
        case .changeLearningRate(let up):
            session.setLearningRate(RateLadder.next(session.baseLearningRate, up: up))
        case .setLearningRate(let rate): session.setLearningRate(rate)
        case .restart(let newSeed): try restart(seed: newSeed ? session.seed &+ 1 : session.seed)
        case .restartWithSeed(let seed): try restart(seed: seed)
        case .pin(let choice):
            settle(keepsRunning: true)
            session.pin(choice)
        }
    }

    private func restart(seed: UInt64) throws {
        isRunning = false
        let pinned = session.pinned
        session = try Session(session.scenario, data: session.data, seed: seed, model: session.model, history: history)
        session.pin(index: pinned)
    }

    /// Where a request leads that moves in time, reckoned from the position in view; nil of any other request.
    public func destination(of request: Request) -> Position? {
        switch request {
        case .step(let grain, let count, let direction):
            grain.isReveal
                ? nil
                : session.revealMachine.destination(from: session.shownMoment, longGrain: grain, count: count, direction: direction)
        case .goTo(let iterations): session.machine.end(ofIteration: max(0, iterations) - 1)
        case .goToNewest: session.farthest
        default: nil
        }
    }

    /// Stops running and goes to a position, or some of the way.
    public func move(to target: Position, while shouldContinue: () -> Bool = { true }) {
        settle()
        session.move(to: target, while: shouldContinue)
        notice =
            session.position == target
            ? nil : "on the way to iteration \(session.machine.completedIterations(at: target)); Space stays here"
    }

    /// One unit of running: a step of the present grain where the speed is in steps, else an iteration. Stops where the scenario says.
    /// - Parameter shouldContinue: asked between the iterations of a step that is longer than one.
    public func runOn(observed: Bool, while shouldContinue: () -> Bool = { true }) {
        guard isRunning else { return }
        if let reason = session.reasonToStop {
            isRunning = false
            notice = "\(reason); a step or Space goes on"
            session.overruleStop()
            return
        }
        switch speed {
        case .full, .iterations:
            session.finishIteration(observed: observed || session.completedIterations + 1 == session.finalIteration)
        case .steps: session.step(grain, while: shouldContinue)
        }
    }

    /// Stops running, at a moment that can be looked at.
    private func settle(keepsRunning: Bool = false) {
        if isRunning && !keepsRunning { isRunning = false }
        session.makeVisible()
    }

    /// This moment, and what the probes ask.
    public func snapshot(_ probes: [any Probe]) -> Snapshot {
        session.makeVisible()
        var status = session.status
        status.isRunning = isRunning
        status.iterationsPerSecond = isRunning ? iterationsPerSecond : 0
        status.notice = notice
        status.speed = speed
        var snapshot = Snapshot(status: status)
        for probe in probes { snapshot.take(probe, from: session) }
        return snapshot
    }
}

extension SessionDriver {
    /// What is true now, without any probe.
    public var status: Status { snapshot([]).status }
}
