import Basics
import Inspection
import TerminalGraphics

/// A dashboard driven by a script instead of a person and a clock: the same keys always give the same screen.
///
/// While the session is running, time passes by keys: after every key it runs on by ten iterations, or by one step where the
/// speed is in steps.
public struct ScriptedDashboard {
    /// Iterations that a running session does between two keys.
    public static let iterationsPerKey = 10
    /// Iterations that one key can lead on at most: nobody is there to stop it.
    public static let farthestWay = 100_000

    /// The screen as it is after the last key.
    public private(set) var dashboard: Dashboard
    /// The run that it drives, on the caller's own thread.
    public let driver: any RunDriver
    /// The answers that the next frame is drawn from.
    public private(set) var snapshot: Snapshot
    /// True once a key has asked to quit; keys after it have no effect.
    public private(set) var hasQuit = false

    /// A dashboard on a run, with a first look at it taken.
    public init(_ dashboard: Dashboard, _ driver: any RunDriver) {
        self.dashboard = dashboard
        self.driver = driver
        // The first snapshot tells the panes what network there is; the second answers what they then want to see.
        snapshot = driver.snapshot([])
        self.dashboard.start(with: snapshot.status)
        look()
    }

    /// Presses a key.
    /// - Throws: what restarting a session throws.
    public mutating func press(_ key: KeyPress) throws { try handle(.key(key)) }

    /// Feeds an event.
    public mutating func handle(_ event: InputEvent) throws {
        guard !hasQuit else { return }
        for effect in dashboard.handle(event, snapshot: snapshot) {
            switch effect {
            case .request(let request): try perform(request)
            case .quit: hasQuit = true
            case .suspend, .redraw, .lineEntered, .shot: break
            }
        }
        passTime()
        look()
    }

    private func perform(_ request: Request) throws {
        let status = driver.status
        let (machine, present) = (status.machine, status.completedIterations)
        let target = driver.destination(of: request).map { machine.completedIterations(at: $0) } ?? present
        var left = Self.farthestWay
        if target - present <= left {
            try driver.perform(request) {
                left -= 1
                return left > 0
            }
        }
        guard target - present <= Self.farthestWay, left > 0 else {
            throw InputError(
                "keys", expected: "one that leads at most \(Self.farthestWay) iterations on",
                found: "one from \(present) to \(target > present ? String(target) : "beyond \(present + Self.farthestWay)")",
                advice: "try backstep train for long runs")
        }
    }

    /// The screen now.
    public var frame: Canvas { dashboard.frame(.snapshot(snapshot)) }

    private mutating func passTime() {
        guard driver.isRunning else { return }
        var units = Self.iterationsPerKey
        if case .steps = driver.speed { units = 1 }
        for unit in 1...units { driver.runOn(observed: unit == units) { true } }
    }

    private mutating func look() {
        let status = driver.status
        dashboard.sync(with: status)
        snapshot = driver.snapshot(dashboard.probes(for: status))
        if dashboard.selectLargestWeight(snapshot) { snapshot = driver.snapshot(dashboard.probes(for: status)) }
    }
}
