import Dashboard
import Dispatch
import Inspection
import TerminalGraphics
import Testing
import Training

/// Keys pressed while the data are still being read are not lost: each is taken, in order, once there is something to press it
/// in.
struct EarlyKeyTests {
    /// A terminal at which somebody types everything before anything is to be seen, and then waits.
    private final class HastyTerminal: Terminal {
        let size = Size(width: 120, height: 40)
        let glyphs = GlyphTier.braille
        let colorCount = 256
        let isReadyForFrame = true
        private var events: [[TerminalEvent]]
        private let typed: DispatchSemaphore
        private let isDone: (String) -> Bool
        private(set) var frames: [String] = []
        private let end = DispatchTime.now() + .seconds(20)

        init(_ events: [[TerminalEvent]], typed: DispatchSemaphore, isDone: @escaping (String) -> Bool) {
            (self.events, self.typed, self.isDone) = (events, typed, isDone)
        }

        func present(_ canvas: Canvas) { frames.append(canvas.plainText()) }
        func invalidate() {}
        func suspend() {}
        func close() {}

        func wait(timeout: Duration?, wake: Int32?) -> [TerminalEvent] {
            if !events.isEmpty { return events.removeFirst() }
            typed.signal()
            if frames.last.map(isDone) == true || DispatchTime.now() > end { return [.hangup] }
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(2))
            return [.wake]
        }
    }

    /// Types `keys`, lets the data come then, and waits until the screen is as it should be.
    private func run(_ keys: String, until isDone: @escaping (String) -> Bool) throws -> (
        ending: RunLoop.Ending, frames: [String]
    ) {
        let typed = DispatchSemaphore(value: 0)
        let engine = Engine(
            history: 1 << 16,
            load: { _ in
                typed.wait()
                return try Example.session()
            }, describe: { ("\($0)", 1) }, wake: {})
        let events = try KeySequence.parse(keys).map { [TerminalEvent.input(.key($0))] }
        let terminal = HastyTerminal(events, typed: typed, isDone: isDone)
        engine.start()
        defer { engine.stop() }
        return (RunLoop(terminal: terminal, engine: engine, wake: -1).run(), terminal.frames)
    }

    @Test func allTakeEffectInOrder() throws {
        let (ending, frames) = try run("n n n N s ? Escape \":lr 0.05\" Enter") { $0.contains("it 2 ") && $0.contains("η 0.05") }
        #expect(ending == .hangup)
        let last = try #require(frames.last)
        #expect(last.contains("it 2 ") && last.contains("η 0.05"), "\(last)")
        // The same as pressed one after the other.
        let scripted = try Example.pressing("n n n N s ? Escape \":lr 0.05\" Enter")
        #expect(scripted.iterations == 2)
    }

    @Test func theValueThatAKeyEditsIsThereWhenItIsTaken() throws {
        let (_, frames) = try run("n e 0 . 1 2 5 Enter") { $0.contains("→ 0.125") }
        #expect(frames.last?.contains("→ 0.125") == true, "\(frames.last ?? "nothing")")
    }

    @Test func thatTheyWaitIsSaid() throws {
        let (_, frames) = try run("n n") { $0.contains("it 2 ") }
        let text = frames.joined(separator: "\n")
        #expect(text.contains("1 key waits for the data") && text.contains("2 keys wait for the data"))
        #expect(text.contains("Ctrl-C quit"))
    }

    @Test(arguments: ["q", "C-c", "n n C-c", "n q", "n n \":quit\" Enter"])
    func quittingIsTakenToo(_ keys: String) throws {
        let ending = try run(keys) { _ in false }.ending
        #expect(ending == .quit)
    }

    /// The `q` of what is typed is no key that quits.
    @Test func lettersOfALineAreNoKeys() throws {
        let (ending, frames) = try run("\":mark q\" Enter n") { $0.contains("it 1 ") }
        #expect(ending == .hangup)
        #expect(frames.last?.contains("it 1 ") == true)
    }
}
