import Foundation
import Inspection
import Training

/// An engine and someone who waits for what it shows: woken by the engine, never by the clock, except that after a minute the
/// wait is given up.
final class EngineWatch: @unchecked Sendable {
    private let condition = NSCondition()
    private var wakes = 0
    private(set) var engine: Engine!

    /// - Parameter makeSession: runs on the engine's thread.
    init(
        framesPerSecond: Double = 200, speed: RunSpeed = .full, store: SessionStore? = nil,
        makeSession: @escaping @Sendable (_ progress: (String) -> Void) throws -> Session
    ) {
        engine = Engine(
            framesPerSecond: framesPerSecond, speed: speed, history: 1 << 20, store: store, load: makeSession,
            describe: { ("\($0)", 65) }, wake: { [weak self] in self?.woken() })
    }

    convenience init(framesPerSecond: Double = 200, speed: RunSpeed = .full, epochs: Int = 1_000_000) {
        self.init(framesPerSecond: framesPerSecond, speed: speed) { _ in try Small.session(epochs: epochs) }
    }

    /// How often the engine has said that there is something new.
    var wakeCount: Int { condition.withLock { wakes } }

    private func woken() {
        condition.withLock { wakes += 1 }
        condition.broadcast()
    }

    /// The first output that is what is waited for; nil when a minute has passed.
    func output(_ isWanted: (RunOutput) -> Bool) -> RunOutput? {
        let deadline = Date(timeIntervalSinceNow: 60)
        while true {
            let seen = wakeCount
            if let output = engine.takeOutput() {
                if isWanted(output) { return output }
                continue
            }
            let isLate = condition.withLock {
                while wakes == seen { if !condition.wait(until: deadline) { return true } }
                return false
            }
            if isLate { return nil }
        }
    }

    /// The first snapshot that is what is waited for.
    func snapshot(_ isWanted: (Snapshot) -> Bool = { _ in true }) -> Snapshot? {
        let found = output { if case .snapshot(let snapshot) = $0 { isWanted(snapshot) } else { false } }
        if case .snapshot(let snapshot)? = found { return snapshot }
        return nil
    }
}
