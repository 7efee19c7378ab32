import Dashboard
import Dispatch
import Inspection
import TerminalGraphics
import Testing
import Training

/// Keys typed faster than the run does what they ask: nothing is lost unasked, and nobody waits for long.
struct FastKeyTests {
    /// A terminal at which somebody types a burst of keys each time that the screen shows what is waited for.
    private final class BurstTerminal: Terminal {
        let size = Size(width: 120, height: 40)
        let glyphs = GlyphTier.braille
        let colorCount = 256
        let isReadyForFrame = true
        private var bursts: [(sign: String, events: [TerminalEvent])]
        private(set) var lastFrame = ""
        private let end = ContinuousClock.now + .seconds(20)

        init(_ bursts: [(sign: String, keys: String)]) throws {
            self.bursts = try bursts.map { burst in
                (burst.sign, try KeySequence.parse(burst.keys).map { TerminalEvent.input(.key($0)) })
            }
        }

        func present(_ canvas: Canvas) { lastFrame = canvas.plainText() }
        func invalidate() {}
        func suspend() {}
        func close() {}

        func wait(timeout: Duration?, wake: Int32?) -> [TerminalEvent] {
            guard ContinuousClock.now < end else { return [.hangup] }
            if let next = bursts.first, lastFrame.contains(next.sign) {
                bursts.removeFirst()
                return next.events.isEmpty ? [.hangup] : next.events
            }
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(2))
            return [.wake]
        }
    }

    /// A run that shows its beginning and answers what panes ask, but never carries anything out.
    private final class StuckRun: RunSource, @unchecked Sendable {
        let capabilities = Capabilities.all
        private let driver: SessionDriver
        private var probes: [any Probe]? = []
        private(set) var requests: [Request] = []

        init() throws { driver = SessionDriver(try Example.session()) }

        func send(_ request: Request) { requests.append(request) }
        func ask(_ probes: [any Probe]) { self.probes = probes }
        func takeOutput() -> RunOutput? {
            defer { probes = nil }
            return probes.map { .snapshot(driver.snapshot($0)) }
        }
        func stop(waitingAtMost seconds: Double) {}
    }

    /// Types each burst once the screen shows its sign; one without keys is the end.
    private func run(_ bursts: [(sign: String, keys: String)]) throws -> (ending: RunLoop.Ending, frame: String) {
        let engine = Engine(
            history: 1 << 16, load: { _ in try Example.session() }, describe: { ("\($0)", 1) }, wake: {})
        let terminal = try BurstTerminal(bursts)
        engine.start()
        defer { engine.stop() }
        return (RunLoop(terminal: terminal, engine: engine, wake: -1).run(), terminal.lastFrame)
    }

    @Test(arguments: [
        ("R", "restarts"), ("r", "restarts"), ("q", "quits"), ("C-c", "quits"), ("\":restart\" Enter", "restarts"),
        ("\":seed 9\" Enter", "restarts"), ("\":quit\" Enter", "quits"),
    ])
    func whatKeysBeforeHaveMadeIsAskedFor(_ key: String, _ deed: String) throws {
        let (ending, frame) = try run([("it 0 ", "n*9 N*4 ] n m a \(key)"), ("loses 1 change, 1 branch, 1 mark", "")])
        #expect(ending == .hangup)
        #expect(frame.contains("loses 1 change, 1 branch, 1 mark") && frame.contains(deed), "\(frame)")
        #expect(frame.contains("it 6 "), "\(frame)")
    }

    @Test func iterationsAreAskedForBeforeASettingBeginsAnew() throws {
        let (ending, frame) = try run([("it 0 ", "n*9 \":scenario batch 2\" Enter"), ("this begins anew and forgets", "")])
        // How many it has gone through by then is the machine's business.
        #expect(ending == .hangup && frame.contains(/forgets [1-9] iteration/), "\(frame)")
    }

    @Test func anAnswerTypedAtOnceIsOne() throws {
        #expect(try run([("it 0 ", "n*9 ] q q")]).ending == .quit)
        let (ending, frame) = try run([("it 0 ", "n*9 ] R R"), ("begun anew", "")])
        #expect(ending == .hangup && frame.contains("it 0 "), "\(frame)")
    }

    @Test func whatHasNothingToLoseIsNotAsked() throws {
        #expect(try run([("it 0 ", "n*9 N*4 q")]).ending == .quit)
    }

    /// A run that is busy with something long keeps nobody from leaving it.
    @Test func aRunThatDoesNotAnswerIsLeft() throws {
        let stuck = try StuckRun()
        let terminal = try BurstTerminal([("it 0 ", "n g 9 Enter q")])
        #expect(RunLoop(terminal: terminal, engine: stuck, wake: -1).run() == .quit)
        for keys in ["q", "C-c"] {
            let terminal = try BurstTerminal([("it 0 ", "n ] \(keys)"), ("loses 1 request under way", keys)])
            #expect(RunLoop(terminal: terminal, engine: try StuckRun(), wake: -1).run() == .quit, "\(terminal.lastFrame)")
        }
    }

    @Test func ctrlCGivesUpWhatWaits() throws {
        let terminal = try BurstTerminal([("it 0 ", "n ] q n n C-c C-c")])
        #expect(RunLoop(terminal: terminal, engine: try StuckRun(), wake: -1).run() == .quit, "\(terminal.lastFrame)")
    }
}
