import Foundation
import Inspection

/// Training on a thread of its own: requests go in, the newest snapshot comes out.
///
/// The two sides share one small mailbox. Neither ever waits for the other to finish its work: a snapshot that has not been drawn
/// when the next one is there is dropped, and requests are taken between two iterations.
public final class Engine: RunSource {
    /// Everything: the run is this program's own.
    public let capabilities = Capabilities.all
    private let mailbox = Mailbox()
    private let settings: EngineSettings

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
        settings = EngineSettings(
            framesPerSecond: framesPerSecond, speed: speed, history: history, store: store, load: load, prepare: prepare,
            describe: describe, wake: wake)
    }

    /// Starts the thread. Block signals before, so that they reach the screen's thread.
    public func start() {
        let thread = Thread { [mailbox, settings] in
            EngineLoop.run(settings, mailbox)
            mailbox.end()
        }
        thread.name = "training"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Asks for something to be done; requests are taken in order.
    public func send(_ request: Request) { mailbox.send(request) }

    /// The probes of the visible panes from now on.
    public func ask(_ probes: [any Probe]) { mailbox.ask(probes) }

    /// The newest output, once.
    public func takeOutput() -> RunOutput? { mailbox.takeOutput() }

    /// Ends the thread; returns when it has ended, or after `seconds`.
    public func stop(waitingAtMost seconds: Double = 1) {
        mailbox.stop(waitingUntil: Date(timeIntervalSinceNow: seconds))
    }
}

/// The parts that an engine has been given; see its `init`.
struct EngineSettings: Sendable {
    let framesPerSecond: Double
    let speed: RunSpeed
    let history: Int
    let store: SessionStore?
    let load: @Sendable (_ progress: (String) -> Void) throws -> Session
    let prepare: @Sendable (SessionDriver) throws -> Void
    let describe: @Sendable (any Error) -> (String, Int32)
    let wake: @Sendable () -> Void
}
