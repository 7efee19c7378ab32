import Inspection
import TerminalGraphics

/// Connects a terminal, a dashboard and a run: events go in, frames come out. Runs on the terminal's thread.
public final class RunLoop {
    /// The end of a run.
    public enum Ending: Hashable, Sendable {
        case quit
        /// The engine could not go on.
        case failed(String, exitCode: Int32)
        case signal(Int32)
        /// The terminal is gone.
        case hangup
    }

    private let terminal: any Terminal
    private let engine: any RunSource
    private let wake: Int32
    private let remember: (LineHistory) -> Void
    private let learning: Learning
    private let writeScreenshot: (Canvas, String) -> String
    private var dashboard: Dashboard
    private var content = Dashboard.Content.loading("starting")
    private var probes: [any Probe] = []
    /// Until when a frame waits for the answer to the newest probes; nil where it need not.
    private var answerDue: ContinuousClock.Instant?
    private let clock = ContinuousClock()
    private var needsFrame = true
    /// Keys that came before there was anything to press them in, or behind one that waits to know what it would lose: taken in
    /// order, each once the screen shows what it is pressed in.
    private var waiting: [InputEvent] = [] {
        didSet { dashboard.view.waitingKeys = waiting.count }
    }
    /// Requests sent so far.
    private var sentRequests = 0
    /// Numbers of those that can alter what may be lost, as far as the newest snapshot does not show them yet.
    private var alterations: [Int] = []
    /// When a key is decided whose loss is not known yet; nil where none waits for that.
    private var decisionDue: ContinuousClock.Instant?
    /// When a lesson presses its next key; nil where it has none to press.
    private var playDue: ContinuousClock.Instant?
    /// The time of the lesson that is open.
    private var lessonClock = LessonClock()
    /// Runs that have begun with another scenario, and are not shown yet: requests sent up to theirs.
    private var newScreenAfter: Int?
    /// When a digit that was pressed is a grain for good; nil where none is waiting.
    private var digitDue: ContinuousClock.Instant?

    /// - Parameters:
    ///   - wake: a descriptor that the engine makes readable when it has something to show.
    ///   - lines: what has been entered on the `:` line in earlier runs.
    ///   - remember: called with all lines when another one has been entered.
    ///   - settings: what was chosen in earlier runs.
    ///   - learning: lessons that can be opened, and how far they have been gone through.
    ///   - writeScreenshot: draws a frame into a file and says in a line what became of it.
    public init(
        terminal: any Terminal, engine: any RunSource, wake: Int32, lines: LineHistory = LineHistory(),
        remember: @escaping (LineHistory) -> Void = { _ in }, settings: Settings = Settings(),
        learning: Learning = Learning(),
        writeScreenshot: @escaping (Canvas, String) -> String = { _, _ in "there is nobody to draw pictures" }
    ) {
        self.writeScreenshot = writeScreenshot
        self.remember = remember
        self.learning = learning
        self.terminal = terminal
        self.engine = engine
        self.wake = wake
        dashboard = Dashboard(size: terminal.size, glyphs: terminal.glyphs, hasColor: terminal.colorCount >= 256)
        dashboard.lineHistory = lines
        dashboard.settings = settings
        learning.begin(in: &dashboard)
        if let theme = settings.theme.flatMap(Theme.named) { dashboard.theme = theme }
        if let grain = settings.grain {
            dashboard.view.grain = grain
            send(.setGrain(grain))
        }
    }

    /// Runs until the person quits or something ends it. Neither closes the terminal nor stops the engine.
    public func run() -> Ending {
        while true {
            if let due = answerDue, clock.now >= due { answerDue = nil }
            if let ending = takeWaiting() { return ending }
            if let due = digitDue, clock.now >= due {
                digitDue = nil
                dashboard.pause()
                needsFrame = true
            }
            if let ending = play() { return ending }
            tellTime()
            if needsFrame && answerDue == nil && terminal.isReadyForFrame { present() }
            let due = [answerDue ?? decisionDue, digitDue, playDue, lessonClock.due].compactMap { $0 }.min()
            for event in terminal.wait(timeout: due.map { max(.zero, $0 - clock.now) }, wake: wake) {
                if let ending = handle(event) { return ending }
            }
            if let ending = takeOutput() { return ending }
        }
    }

    /// Settings chosen by now, for the next run.
    public var settings: Settings { dashboard.chosenSettings(snapshot?.status) }

    private func present() {
        terminal.present(dashboard.frame(content))
        needsFrame = false
    }

    private func handle(_ event: TerminalEvent) -> Ending? {
        switch event {
        case .input(let input):
            needsFrame = true
            if mustWait(input) {
                waiting.append(input)
            } else if waitsForRun(input) {
                decisionDue = decisionDue ?? clock.now + Self.patienceWithRun
                waiting.append(input)
            } else if let ending = take(input) {
                return ending
            }
        case .wake: break
        case .redraw, .writable: needsFrame = true
        case .terminate(let signal): return .signal(signal)
        case .hangup: return .hangup
        }
        return nil
    }

    private func take(_ input: InputEvent) -> Ending? {
        let effects = dashboard.handle(input, snapshot: snapshotForKeys)
        digitDue = dashboard.view.count.mayBecomeCount ? clock.now + Dashboard.pauseBetweenDigits : nil
        askIfChanged()
        return carryOut(effects)
    }

    private func carryOut(_ effects: [Effect]) -> Ending? {
        for effect in effects {
            switch effect {
            case .request(let request): send(request)
            case .quit: return .quit
            case .suspend: terminal.suspend()
            case .redraw: terminal.invalidate()
            case .lineEntered: remember(dashboard.lineHistory)
            case .shot(let path): dashboard.view.message = writeScreenshot(dashboard.frame(content), path)
            case .lessonProgress(let progress): learning.remember(progress)
            case .lessonNotes(let notes): learning.showNotes(notes)
            }
        }
        return nil
    }

    /// True where the newest snapshot shows all that has been asked for.
    private var isShownWhole: Bool { snapshot.map { $0.handledRequests >= sentRequests && $0.answers(probes) } ?? false }

    /// Lets a lesson see the newest moment, and presses the next of its keys when it is time and the moment before is shown.
    private func play() -> Ending? {
        guard let snapshot, dashboard.lesson != nil, isShownWhole else { return nil }
        // A lesson may ask for more at the same moment: it looks until it asks no more.
        for _ in 0..<8 {
            let former = dashboard.lesson
            if let ending = carryOut(dashboard.observe(snapshot, isIdle: true)) { return ending }
            askIfChanged()
            if dashboard.lesson != former { needsFrame = true }
            if dashboard.lesson == former || !isShownWhole || dashboard.isPlaying { break }
        }
        guard dashboard.isPlaying else {
            playDue = nil
            return nil
        }
        let due = playDue ?? clock.now + dashboard.paceOfPlaying
        playDue = due
        guard clock.now >= due, isShownWhole else { return nil }
        playDue = nil
        needsFrame = true
        let ending = carryOut(dashboard.playNext(snapshotForKeys))
        askIfChanged()
        if dashboard.isPlaying { playDue = clock.now + dashboard.paceOfPlaying }
        return ending
    }

    /// Tells a lesson the time.
    private func tellTime() {
        if lessonClock.tell(&dashboard, at: clock.now) { needsFrame = true }
    }

    /// Whether a key comes too early, or behind one that did. What concerns the program as a whole does not wait; but a `q`
    /// behind other keys may be a letter of what they type, so it waits its turn. Ctrl-C gives up what waits.
    private func mustWait(_ input: InputEvent) -> Bool {
        guard snapshot == nil || !waiting.isEmpty else { return false }
        switch input {
        case .key(let key):
            if key.key == .character("c"), key.modifiers == .control {
                // The second one is the answer to what the first one asks.
                waiting.removeAll { $0 != input }
                return !waiting.isEmpty
            }
            return !dashboard.concernsProgram(key) || !waiting.isEmpty && key.modifiers.isEmpty
        case .paste: return true
        case .mouse: return snapshot != nil
        case .resize, .focus: return false
        }
    }

    /// Whether a key would end something of which it is not known yet what is lost with it: requests have been sent that the
    /// newest snapshot does not show.
    private func waitsForRun(_ input: InputEvent) -> Bool {
        guard case .key = input, let snapshot = snapshotForKeys, sentRequests > snapshot.handledRequests else { return false }
        var trial = dashboard
        let effects = trial.handle(input, snapshot: snapshot)
        // The answer to a question is none: what it is about has been said.
        if let question = dashboard.question, trial.question == nil, effects == question.effects { return false }
        let asked = trial.question == dashboard.question ? [] : trial.question?.effects ?? []
        return (effects + asked).contains { effect in
            switch effect {
            case .quit, .request(.restart(.again)), .request(.restart(.seed)): !alterations.isEmpty
            // Iterations count, too.
            case .request(.restart(.setting)), .request(.restart(.scenario)): true
            case .request, .suspend, .redraw, .lineEntered, .shot, .lessonProgress, .lessonNotes: false
            }
        }
    }

    /// Takes the keys that have been waiting, as far as there is an answer to what they ask the panes to show. A key that waits to
    /// know what it would lose does not wait for long: then it is said that this is not known.
    private func takeWaiting() -> Ending? {
        if waiting.isEmpty { decisionDue = nil }
        while let next = waiting.first, snapshot != nil, answerDue == nil {
            if waitsForRun(next) {
                let due = decisionDue ?? clock.now + Self.patienceWithRun
                decisionDue = due
                if clock.now < due { return nil }
                // A new setting before anything is known of the first steps: there is nothing yet to ask with.
                if alterations.isEmpty {
                    decisionDue = clock.now + Self.patienceWithRun
                    return nil
                }
            }
            decisionDue = nil
            waiting.removeFirst()
            needsFrame = true
            if let ending = take(next) { return ending }
        }
        return nil
    }

    private func send(_ request: Request) {
        sentRequests += 1
        if case .restart(.scenario) = request { newScreenAfter = sentRequests }
        if request.altersWork { alterations.append(sentRequests) }
        engine.send(request)
    }

    private func takeOutput() -> Ending? {
        switch engine.takeOutput() {
        case nil: return nil
        case .loading(let what)?: content = .loading(what)
        case .failed(let message, let exitCode)?: return .failed(message, exitCode: exitCode)
        case .snapshot(let snapshot)?:
            let isNew = newScreenAfter.map { snapshot.handledRequests >= $0 } ?? false
            if isNew { newScreenAfter = nil }
            if self.snapshot == nil || isNew { dashboard.start(with: snapshot.status) }
            dashboard.sync(with: snapshot.status)
            _ = dashboard.selectLargestWeight(snapshot)
            content = .snapshot(snapshot)
            alterations.removeAll { $0 <= snapshot.handledRequests }
            askIfChanged()
            if snapshot.answers(probes) { answerDue = nil }
        }
        needsFrame = true
        return nil
    }

    private var snapshot: Snapshot? {
        if case .snapshot(let snapshot) = content { snapshot } else { nil }
    }

    /// The state that keys are decided by: the newest snapshot, and the requests that it does not show yet.
    private var snapshotForKeys: Snapshot? {
        guard var snapshot else { return nil }
        snapshot.status.unsaved.requestsUnderWay = alterations.count
        snapshot.status.lostAnew.requestsUnderWay = alterations.count
        return snapshot
    }

    /// Asks what the panes now want to see. A frame that needs the answer waits for it, but not for long.
    private func askIfChanged() {
        let wanted = dashboard.probes(for: snapshot?.status)
        guard wanted.map({ AnyHashable($0) }) != probes.map({ AnyHashable($0) }) else { return }
        probes = wanted
        engine.ask(wanted)
        if answerDue == nil { answerDue = clock.now + Self.patience }
    }

    /// The time that a frame waits for an answer before it is drawn without.
    private static let patience = Duration.milliseconds(60)
    /// The time that a key waits to know what it would lose.
    private static let patienceWithRun = Duration.milliseconds(500)
}
