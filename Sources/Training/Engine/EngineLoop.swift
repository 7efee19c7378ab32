import Foundation
import Inspection

/// The work of an engine's thread: takes requests, runs on, and shows. Everything here belongs to that thread; the mailbox is all that it
/// shares.
struct EngineLoop {
    private let settings: EngineSettings
    private let mailbox: Mailbox
    private let driver: SessionDriver
    private var pacer: Pacer
    private var probes: [any Probe]
    /// Requests carried out so far.
    private var handledRequests = 0

    /// Makes the session and drives it until the engine is stopped. An error is published, and ends it.
    static func run(_ settings: EngineSettings, _ mailbox: Mailbox) {
        func publish(_ output: RunOutput) {
            mailbox.publish(output)
            settings.wake()
        }
        do {
            let session = try settings.load { publish(.loading($0)) }
            var loop = EngineLoop(settings, mailbox, session)
            try settings.prepare(loop.driver)
            defer { loop.driver.autosave() }
            try loop.run()
        } catch {
            let (message, exitCode) = settings.describe(error)
            publish(.failed(message, exitCode: exitCode))
        }
    }

    private init(_ settings: EngineSettings, _ mailbox: Mailbox, _ session: Session) {
        (self.settings, self.mailbox) = (settings, mailbox)
        driver = SessionDriver(session, speed: settings.speed, history: settings.history, store: settings.store)
        driver.surveyor = SurveyorBeside { mailbox.askAgain() }
        pacer = Pacer(framesPerSecond: settings.framesPerSecond)
        probes = []
    }

    /// Shows the present moment.
    private mutating func publish() {
        var snapshot = driver.snapshot(probes)
        snapshot.handledRequests = handledRequests
        mailbox.publish(.snapshot(snapshot))
        settings.wake()
        pacer.shown()
    }

    private mutating func run() throws {
        probes = mailbox.takeProbes() ?? []
        // The beginning is shown before anything is done, however long a way has been asked for already.
        publish()
        var isDirty = false
        while waitForMail(unless: isDirty || driver.isRunning) {
            if driver.autosaveIfDue() { isDirty = true }
            if let asked = mailbox.takeProbes() {
                probes = asked
                isDirty = true
            }
            while let request = mailbox.takeRequest() {
                try perform(request)
                handledRequests += 1
                isDirty = true
                if pacer.isShowingDue { break }
            }
            if driver.isRunning {
                // An answer or a setting is shown at once, not when a slow run moves next.
                if isDirty && driver.speed != .full { publish() }
                isDirty = runOn(isFrameWanted: isDirty)
                driver.iterationsPerSecond = pacer.rate
                if !driver.isRunning { isDirty = true }
            }
            if isDirty {
                publish()
                isDirty = false
            }
        }
    }

    /// Waits for something to do, unless there is, or until the session is to be kept. False: stop.
    private func waitForMail(unless isBusy: Bool) -> Bool {
        if !isBusy {
            mailbox.wait(
                until: driver.nextAutosave.map {
                    Date(timeIntervalSinceNow: ContinuousClock.now.duration(to: $0) / .seconds(1))
                })
        }
        return !mailbox.isStopped
    }

    /// Carries out a request. A long way is shown as it is gone, and left when there is a request that ends it; Space pressed on
    /// the way then means to stay, not to run.
    private mutating func perform(_ request: Request) throws {
        let (wasRunning, speed) = (driver.isRunning, driver.speed)
        guard let task = driver.beginTask(request) else {
            try driver.perform(request)
            if driver.isRunning != wasRunning || driver.speed != speed { pacer.restart() }
            return
        }
        driver.wayBegan = (driver.session.branchName, driver.session.position)
        defer { driver.wayBegan = nil }
        var wasLeft = false
        while !task.advance(
            driver,
            while: {
                wasLeft = wasLeft || mailbox.isSeekInterrupted
                return !wasLeft && !pacer.isShowingDue
            }), !wasLeft
        {
            if let asked = mailbox.takeProbes() { probes = asked }
            publish()
            _ = driver.autosaveIfDue()
        }
        if wasLeft {
            task.leave(driver)
            mailbox.stayInsteadOfRunning()
        }
        if driver.isRunning != wasRunning || driver.speed != speed || task is SearchTask { pacer.restart() }
    }

    /// Runs until it is time for a frame or there is mail.
    /// - Parameter isFrameWanted: somebody waits for a look at a run at full speed: the next iteration is shown.
    /// - Returns: true if there is something new to show.
    private mutating func runOn(isFrameWanted: Bool) -> Bool {
        switch driver.speed {
        case .full:
            while driver.isRunning && !isFrameWanted && !pacer.isFrameDue && !mailbox.hasMail {
                // Clock and mail are looked at about every millisecond: many a step is shorter than the looking.
                var left = pacer.iterations(within: 0.001)
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
            guard !mailbox.wait(until: pacer.nextFrameTime) else { return false }
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
            guard !mailbox.wait(until: pacer.nextStep(steps)) else { return false }
            driver.runOn(observed: true) { !mailbox.hasMail }
            pacer.stepMade(steps)
            return true
        }
    }
}
