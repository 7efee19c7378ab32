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

    /// Lets an open lesson go on until it waits for the person: the keys that it presses are pressed at once.
    /// - Throws: what restarting a session throws.
    public mutating func settle() throws {
        guard dashboard.lesson != nil else { return }
        for _ in 0..<Self.mostSettling {
            let (former, view) = (dashboard.lesson, dashboard.view)
            let effects = dashboard.observe(snapshot, isIdle: true)
            // Where nothing has come of it there is nothing new to see.
            if effects.isEmpty, !dashboard.isPlaying, dashboard.lesson == former, dashboard.view == view { return }
            try carryOut(effects)
            look()
            guard dashboard.isPlaying else { continue }
            try carryOut(dashboard.playNext(snapshot))
            passTime()
            look()
        }
    }

    /// Keys that a lesson presses at most before it waits for the person.
    private static let mostSettling = 10_000

    /// Changes the dashboard from outside, such as to open a lesson in it.
    /// - Throws: what restarting a session throws.
    public mutating func change(_ change: (inout Dashboard) -> Void) throws {
        change(&dashboard)
        look()
        try settle()
    }

    /// Presses a key.
    /// - Throws: what restarting a session throws.
    public mutating func press(_ key: KeyPress) throws { try handle(.key(key)) }

    /// Carries out a line as if it had been typed behind `:`.
    /// - Throws: what restarting a session throws.
    mutating func run(line: String) throws {
        try carryOut(dashboard.run(line: line, snapshot))
        passTime()
        look()
        try settle()
    }

    /// Feeds an event.
    public mutating func handle(_ event: InputEvent) throws {
        guard !hasQuit else { return }
        try carryOut(dashboard.handle(event, snapshot: snapshot))
        passTime()
        look()
        try settle()
    }

    private mutating func carryOut(_ effects: [Effect]) throws {
        for effect in effects {
            switch effect {
            case .request(let request): try perform(request)
            case .quit: hasQuit = true
            case .suspend, .redraw, .lineEntered, .shot, .lessonProgress, .lessonNotes: break
            }
        }
    }

    private mutating func perform(_ request: Request) throws {
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
        // A new beginning with another scenario has another screen.
        if case .restart(.scenario) = request { dashboard.start(with: driver.status) }
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
