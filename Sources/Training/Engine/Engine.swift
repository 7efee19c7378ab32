import Foundation

/// Training on a thread of its own: requests go in, the newest snapshot comes out.
///
/// The two sides share one small mailbox. Neither ever waits for the other to finish its work: a snapshot that has not been drawn when the
/// next one is there is dropped, and requests are taken between two iterations.
public final class Engine: @unchecked Sendable {
    /// What the engine has to show.
    public enum Output: Sendable {
        /// The data is being read; what is being done, in words.
        case loading(String)
        case snapshot(Snapshot)
        /// It cannot go on: the message to end the program with.
        case failed(String, exitCode: Int32)
    }

    private struct Mailbox {
        var requests: [Request] = []
        var probes: [any Probe] = []
        var probesChanged = false
        var output: Output?
        var isStopped = false
        var hasEnded = false
    }

    private let condition = NSCondition()
    private var mailbox = Mailbox()
    private let framesPerSecond: Double
    private let history: Int
    private let speed: RunSpeed
    private let load: @Sendable (_ progress: (String) -> Void) throws -> Session
    private let describe: @Sendable (any Error) -> (String, Int32)
    private let wake: @Sendable () -> Void

    /// - Parameters:
    ///   - framesPerSecond: how many snapshots a second are made while running.
    ///   - speed: how fast a run goes at first.
    ///   - history: bytes for checkpoints, also of sessions that are restarted.
    ///   - load: makes the session, on the engine's thread; it may say what it is doing.
    ///   - describe: an error as a line and an exit code.
    ///   - wake: called on the engine's thread when there is a new output.
    public init(
        framesPerSecond: Double = 30, speed: RunSpeed = .usual, history: Int, load: @escaping @Sendable (_ progress: (String) -> Void) throws -> Session,
        describe: @escaping @Sendable (any Error) -> (String, Int32), wake: @escaping @Sendable () -> Void
    ) {
        self.framesPerSecond = framesPerSecond
        self.history = history
        self.speed = speed
        self.load = load
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

    public func send(_ request: Request) {
        condition.withLock { mailbox.requests.append(request) }
        condition.signal()
    }

    /// What the visible panes want to see from now on.
    public func ask(_ probes: [any Probe]) {
        condition.withLock {
            mailbox.probes = probes
            mailbox.probesChanged = true
        }
        condition.signal()
    }

    /// The newest output, once.
    public func takeOutput() -> Output? {
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

    private func publish(_ output: Output) {
        condition.withLock { mailbox.output = output }
        wake()
    }

    private func run() {
        let driver: SessionDriver
        do {
            driver = SessionDriver(try load { publish(.loading($0)) }, speed: speed, history: history)
        } catch {
            let (message, exitCode) = describe(error)
            publish(.failed(message, exitCode: exitCode))
            return
        }
        var pacer = Pacer(framesPerSecond: framesPerSecond)
        var probes: [any Probe] = []
        var isDirty = true
        while true {
            guard let mail = takeMail(unless: isDirty || driver.isRunning) else { return }
            if let asked = mail.probes {
                probes = asked
                isDirty = true
            }
            for request in mail.requests {
                do {
                    try driver.perform(request) { self.condition.withLock { !self.mailbox.isStopped && self.mailbox.requests.isEmpty } }
                } catch {
                    let (message, exitCode) = describe(error)
                    publish(.failed(message, exitCode: exitCode))
                    return
                }
                pacer.restart()
                isDirty = true
            }
            if driver.isRunning {
                isDirty = runOn(driver, &pacer) || isDirty
                driver.iterationsPerSecond = pacer.rate
                if !driver.isRunning { isDirty = true }
            }
            if isDirty {
                publish(.snapshot(driver.snapshot(probes)))
                isDirty = false
            }
        }
    }

    /// Runs until it is time for a frame or there is mail.
    /// - Returns: true if there is something new to show.
    private func runOn(_ driver: SessionDriver, _ pacer: inout Pacer) -> Bool {
        switch driver.speed {
        case .full:
            while driver.isRunning && !pacer.isFrameDue && !hasMail {
                driver.runOn(observed: false)
                pacer.count(1)
            }
            guard driver.isRunning, pacer.isFrameDue else { return false }
            driver.runOn(observed: true)
            pacer.count(1)
            pacer.frameMade()
            return true
        case .iterations(let perSecond):
            guard waitForMail(until: pacer.nextFrameTime) else { return false }
            let due = pacer.iterationsDue(perSecond)
            for index in 0..<due where driver.isRunning {
                driver.runOn(observed: index == due - 1)
                if index < due - 1 && pacer.isFrameOverdue { break }
            }
            pacer.count(due)
            pacer.frameMade()
            return due > 0
        case .steps(let steps):
            guard waitForMail(until: pacer.nextStep(steps)) else { return false }
            driver.runOn(observed: true)
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

    /// What has been sent; waits for something unless there is work. Nil: stop.
    private func takeMail(unless isBusy: Bool) -> (requests: [Request], probes: [any Probe]?)? {
        condition.withLock {
            while !isBusy && mailbox.requests.isEmpty && !mailbox.probesChanged && !mailbox.isStopped { condition.wait() }
            if mailbox.isStopped { return nil }
            defer {
                mailbox.requests.removeAll(keepingCapacity: true)
                mailbox.probesChanged = false
            }
            return (mailbox.requests, mailbox.probesChanged ? mailbox.probes : nil)
        }
    }
}
