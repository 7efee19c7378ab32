import Foundation
import Inspection

/// Training on a thread of its own: requests go in, the newest snapshot comes out.
///
/// The two sides share one small mailbox. Neither ever waits for the other to finish its work: a snapshot that has not been drawn
/// when the next one is there is dropped, and requests are taken between two iterations.
public final class Engine: RunSource, @unchecked Sendable {
    /// Everything: the run is this program's own.
    public let capabilities = Capabilities.all

    private struct Mailbox {
        var requests: [Request] = []
        var probes: [any Probe] = []
        var probesChanged = false
        var output: RunOutput?
        var isStopped = false
        var hasEnded = false
    }

    private let condition = NSCondition()
    private var mailbox = Mailbox()
    /// Requests carried out so far; only the training thread knows them.
    private var handledRequests = 0
    private let framesPerSecond: Double
    private let history: Int
    private let store: SessionStore?
    private let speed: RunSpeed
    private let load: @Sendable (_ progress: (String) -> Void) throws -> Session
    private let prepare: @Sendable (SessionDriver) throws -> Void
    private let describe: @Sendable (any Error) -> (String, Int32)
    private let wake: @Sendable () -> Void

    /// - Parameters:
    ///   - framesPerSecond: how many snapshots a second are made while running.
    ///   - speed: how fast a run goes at first.
    ///   - history: bytes for checkpoints, also of sessions that are restarted.
    ///   - store: where sessions are written.
    ///   - load: makes the session, on the engine's thread; it may say what it is doing.
    ///   - describe: an error as a line and an exit code.
    ///   - wake: called on the engine's thread when there is a new output.
    public init(
        framesPerSecond: Double = 30, speed: RunSpeed = .usual, history: Int, store: SessionStore? = nil,
        load: @escaping @Sendable (_ progress: (String) -> Void) throws -> Session,
        prepare: @escaping @Sendable (SessionDriver) throws -> Void = { _ in },
        describe: @escaping @Sendable (any Error) -> (String, Int32), wake: @escaping @Sendable () -> Void
    ) {
        self.framesPerSecond = framesPerSecond
        self.history = history
        self.store = store
        self.speed = speed
        self.load = load
        self.prepare = prepare
        self.describe = describe
        self.wake = wake
    }

    /// Starts the thread. Block signals before, so that they reach the screen's thread.
    public func start() {
        let thread = Thread { [self] in
            run()
            condition.withLock { mailbox.hasEnded = true }
            condition.broadcast()
        }
        thread.name = "training"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Asks for something to be done; requests are taken in order.
    public func send(_ request: Request) {
        condition.withLock { mailbox.requests.append(request) }
        condition.signal()
    }

    /// The probes of the visible panes from now on.
    public func ask(_ probes: [any Probe]) {
        condition.withLock {
            mailbox.probes = probes
            mailbox.probesChanged = true
        }
        condition.signal()
    }

    /// The newest output, once.
    public func takeOutput() -> RunOutput? {
        condition.withLock {
            defer { mailbox.output = nil }
            return mailbox.output
        }
    }

    /// Ends the thread; returns when it has ended, or after `seconds`.
    public func stop(waitingAtMost seconds: Double = 1) {
        condition.withLock { mailbox.isStopped = true }
        condition.broadcast()
        let deadline = Date(timeIntervalSinceNow: seconds)
        condition.withLock {
            while !mailbox.hasEnded, condition.wait(until: deadline) {}
        }
    }

    private func publish(_ output: RunOutput) {
        condition.withLock { mailbox.output = output }
        wake()
    }

    /// Shows the present moment.
    private func publish(_ driver: SessionDriver, _ probes: [any Probe]) {
        var snapshot = driver.snapshot(probes)
        snapshot.handledRequests = handledRequests
        publish(.snapshot(snapshot))
    }

    private func run() {
        let driver: SessionDriver
        do {
            driver = SessionDriver(try load { publish(.loading($0)) }, speed: speed, history: history, store: store)
            try prepare(driver)
        } catch {
            let (message, exitCode) = describe(error)
            publish(.failed(message, exitCode: exitCode))
            return
        }
        defer { driver.autosave() }
        var pacer = Pacer(framesPerSecond: framesPerSecond)
        var probes = takeProbes() ?? []
        // The beginning is shown before anything is done, however long a way has been asked for already.
        publish(driver, probes)
        pacer.shown()
        var isDirty = false
        while waitForMail(unless: isDirty || driver.isRunning, atMostUntil: driver.nextAutosave) {
            if driver.autosaveIfDue() { isDirty = true }
            if let asked = takeProbes() {
                probes = asked
                isDirty = true
            }
            while let request = takeRequest() {
                do { try perform(request, driver, &pacer, &probes) } catch {
                    let (message, exitCode) = describe(error)
                    publish(.failed(message, exitCode: exitCode))
                    return
                }
                handledRequests += 1
                isDirty = true
                if pacer.isShowingDue { break }
            }
            if driver.isRunning {
                // An answer or a setting is shown at once, not when a slow run moves next.
                if isDirty && driver.speed != .full {
                    publish(driver, probes)
                    pacer.shown()
                }
                isDirty = runOn(driver, &pacer, isFrameWanted: isDirty)
                driver.iterationsPerSecond = pacer.rate
                if !driver.isRunning { isDirty = true }
            }
            if isDirty {
                publish(driver, probes)
                pacer.shown()
                isDirty = false
            }
        }
    }

    /// Carries out a request. A long way is shown as it is gone, and left when there is a request that ends it; Space pressed on
    /// the way then means to stay, not to run.
    private func perform(_ request: Request, _ driver: SessionDriver, _ pacer: inout Pacer, _ probes: inout [any Probe]) throws {
        let (wasRunning, speed) = (driver.isRunning, driver.speed)
        guard let task = driver.beginTask(request) else {
            try driver.perform(request)
            if driver.isRunning != wasRunning || driver.speed != speed { pacer.restart() }
            return
        }
        var wasLeft = false
        while !task.advance(
            driver,
            while: {
                wasLeft = wasLeft || self.isSeekInterrupted
                return !wasLeft && !pacer.isShowingDue
            }), !wasLeft
        {
            if let asked = takeProbes() { probes = asked }
            publish(driver, probes)
            pacer.shown()
            _ = driver.autosaveIfDue()
        }
        if wasLeft {
            task.leave(driver)
            stayInsteadOfRunning()
        }
        if driver.isRunning != wasRunning || driver.speed != speed || task is SearchTask { pacer.restart() }
    }

    /// Runs until it is time for a frame or there is mail.
    /// - Parameter isFrameWanted: somebody waits for a look at a run at full speed: the next iteration is shown.
    /// - Returns: true if there is something new to show.
    private func runOn(_ driver: SessionDriver, _ pacer: inout Pacer, isFrameWanted: Bool) -> Bool {
        switch driver.speed {
        case .full:
            while driver.isRunning && !isFrameWanted && !pacer.isFrameDue && !hasMail {
                // Clock and mail are looked at about every half millisecond: many a step is shorter than the looking.
                var left = pacer.iterations(within: 0.0005)
                pacer.count(left)
                while left > 0 && driver.isRunning {
                    driver.runOn(observed: false)
                    left &-= 1
                }
            }
            guard driver.isRunning, isFrameWanted || pacer.isFrameDue else { return false }
            driver.runOn(observed: true)
            pacer.count(1)
            if pacer.isFrameDue { pacer.frameMade() }
            return true
        case .iterations(let perSecond):
            guard waitForMail(until: pacer.nextFrameTime) else { return false }
            var left = pacer.iterationsDue(perSecond)
            let hasAny = left > 0
            while left > 0 && driver.isRunning {
                // Where they take too long for their number, the last one that there is time for is the one to be seen.
                if pacer.isFrameOverdue { left = 1 }
                driver.runOn(observed: left == 1)
                pacer.count(1)
                left -= 1
            }
            pacer.frameMade()
            return hasAny
        case .steps(let steps):
            guard waitForMail(until: pacer.nextStep(steps)) else { return false }
            driver.runOn(observed: true) { !self.hasMail }
            pacer.stepMade(steps)
            return true
        }
    }

    private var hasMail: Bool {
        condition.withLock { !mailbox.requests.isEmpty || mailbox.probesChanged || mailbox.isStopped }
    }

    /// Waits for a moment in time; false if mail came first.
    private func waitForMail(until moment: Date) -> Bool {
        condition.withLock {
            while mailbox.requests.isEmpty && !mailbox.probesChanged && !mailbox.isStopped {
                if !condition.wait(until: moment) { return true }
            }
            return false
        }
    }

    /// Waits for something to do, unless there is, or for a moment in time. False: stop.
    private func waitForMail(unless isBusy: Bool, atMostUntil moment: ContinuousClock.Instant?) -> Bool {
        let limit = moment.map { Date(timeIntervalSinceNow: ContinuousClock.now.duration(to: $0) / .seconds(1)) }
        return condition.withLock {
            while !isBusy && mailbox.requests.isEmpty && !mailbox.probesChanged && !mailbox.isStopped {
                guard let limit else {
                    condition.wait()
                    continue
                }
                if !condition.wait(until: limit) { break }
            }
            return !mailbox.isStopped
        }
    }

    /// The probes to answer from now on, if they have changed.
    private func takeProbes() -> [any Probe]? {
        condition.withLock {
            defer { mailbox.probesChanged = false }
            return mailbox.probesChanged ? mailbox.probes : nil
        }
    }

    /// The oldest request.
    private func takeRequest() -> Request? {
        condition.withLock { mailbox.isStopped || mailbox.requests.isEmpty ? nil : mailbox.requests.removeFirst() }
    }

    private var isSeekInterrupted: Bool {
        condition.withLock { mailbox.isStopped || mailbox.requests.contains(where: \.interruptsSeek) }
    }

    private func stayInsteadOfRunning() {
        condition.withLock {
            if let index = mailbox.requests.firstIndex(where: \.interruptsSeek), mailbox.requests[index] == .toggleRun {
                mailbox.requests[index] = .pause
            }
        }
    }
}
