import Inspection
import Lessons
import TerminalGraphics

/// A lesson that is open: its strip at the bottom of the screen, below the live panes. It takes the keys while an answer is typed;
/// else all keys work, and a few more.
public struct LessonLayer: DashboardLayer {
    /// The lesson.
    public let lesson: Lesson
    /// Plays it, as soon as its run is there.
    public private(set) var player: LessonPlayer?
    /// Faults of the lesson, where it cannot be played.
    public private(set) var faults: [LessonFault] = []
    /// Views at the beginnings of its steps, by the numbers under which the player has them kept.
    private var views: [Int: ViewState] = [:]
    /// Keys that the person has pressed in this step.
    private var pressed: [KeyPress] = []
    private var stepOfPressed = -1
    /// Whether the first of them found the step's view.
    private var hasViewOfStep = true

    /// The questions that are asked in place of a lesson; nil: it is a lesson.
    let quiz: Quiz?

    /// Whether it is played before a class.
    let isClass: Bool
    /// Minutes since it was opened, as whoever has a clock says.
    var minutesPassed = 0

    /// The step at which it was left before, from 1; nil: none.
    private let leftAt: Int?

    init(_ lesson: Lesson, isClass: Bool = false, leftAt: Int? = nil) {
        (self.lesson, quiz, self.isClass, self.leftAt) = (lesson, nil, isClass, leftAt)
    }

    init(_ quiz: Quiz) { (lesson, self.quiz, isClass, leftAt) = (quiz.lesson, quiz, false, nil) }

    public func rows(of size: Size) -> Int { LessonStrip.rows(of: size) }

    public var probes: [any Probe] { player.map { [QuantitiesProbe($0.script.quantities)] } ?? [] }

    // MARK: Seeing

    public mutating func observe(_ context: LayerContext) -> [Action] {
        guard let status = context.status, context.isIdle else { return [] }
        guard var player else {
            // Until its own run has begun.
            guard faults.isEmpty, quiz != nil || status.scenarioName == lesson.id else { return [] }
            let script = LessonScript(lesson, in: status.watchScope, panes: PaneID.allCases.map(\.rawValue))
            faults = script.faults
            guard faults.isEmpty else { return [] }
            var player = LessonPlayer(lesson, script, isClass: isClass, leftAt: leftAt)
            let actions = player.start()
            self.player = player
            return carryOut(actions, context)
        }
        guard let sight = sight(context) else { return [] }
        let actions = player.observe(sight)
        self.player = player
        if stepOfPressed != player.index { (stepOfPressed, pressed) = (player.index, []) }
        return carryOut(actions, context)
    }

    private func sight(_ context: LayerContext) -> LessonSight? {
        guard let player, let status = context.status,
            let numbers = context.snapshot?[QuantitiesProbe(player.script.quantities)]
        else { return nil }
        return LessonSight(
            numbers: numbers.values, position: status.position, pass: status.phase?.pass,
            panes: Set(context.arrangement.places.map(\.pane.rawValue)), selection: context.view.selection,
            checked: checked(context), isIdle: context.isIdle)
    }

    /// The check of the selected parameter's gradient.
    private func checked(_ context: LayerContext) -> LessonSight.Check? {
        let selection = context.view.selection
        guard context.view.explanation.isChecking, let status = context.status,
            case .checked(let check)? = context.snapshot?[CheckProbe(selection: selection)]
        else { return nil }
        return status.watchScope.offset(column: selection.column, neuron: selection.neuron, input: selection.input ?? 0).map {
            LessonSight.Check(offset: $0, agrees: check.agrees)
        }
    }

    // MARK: Keys

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard var player else {
            if case .key(let key, _) = event, key == KeyPress(.escape) { return .closes() }
            return .ignored
        }
        defer { self.player = player }
        switch event {
        case .mouse(let mouse): return handle(mouse, &player, context)
        case .paste(let text):
            guard player.isAsking, player.hasKeys else { return .ignored }
            var actions: [LessonAction] = []
            for scalar in text.unicodeScalars.prefix(12) { actions += player.type(.character(scalar)) ?? [] }
            return .stays(carryOut(actions, context))
        case .key(let key, let command):
            if let command, [.suspend, .redraw].contains(command) || key.key == .character("c") && key.modifiers == .control {
                return .ignored
            }
            return handle(key, &player, context)
        }
    }

    private mutating func handle(_ key: KeyPress, _ player: inout LessonPlayer, _ context: LayerContext) -> LayerAnswer {
        let own = Bindings.table.bindings(for: key, in: [.lesson]).first.flatMap { binding -> LessonKey? in
            if case .lesson(let own) = binding.command { own } else { nil }
        }
        if player.isAsking, let answer = AnswerKey(key), key != .character(":") {
            let erases = key.key == .backspace && player.entry.typed.isEmpty && !player.takesVoteBack
            // A clicker's keys step the lesson.
            let isOwn =
                own != nil
                && (player.isClass && key.key == .character(";") || key.key == .character("h") || key.key == .character("j")
                    || erases)
            if !isOwn, player.hasKeys || key.key == .escape, let actions = player.type(answer) {
                return .stays(carryOut(actions, context))
            }
        }
        // Enter goes on where there is something to be read. It is the screen's where something is to be done, and in a pane that
        // has the screen to itself.
        let isDoing = player.isWaiting && player.step.task != nil
        let goesOn = key == KeyPress(.enter) && !context.view.isZoomed && !isDoing && !player.isAsking
        let clicked: LessonKey? =
            !player.isClass ? nil : key == KeyPress(.pageDown) ? .goOn : key == KeyPress(.pageUp) ? .goBack : nil
        if let own = goesOn ? .goOn : clicked ?? own {
            let actions = player.take(own)
            return .stays(carryOut(actions, context))
        }
        if player.isPlaying { return .stays() }
        // Enter ends what is typed: once too often, it is not to take the other panes away.
        let focused = Bindings.table.bindings(for: key, in: [KeyContext(context.view.focus)]).first?.command
        if isDoing, key == KeyPress(.enter), focused == .zoom { return .stays() }
        if completesStep(key, player, context) {
            // With another view the same keys may lead elsewhere: then the lesson presses them, from its own.
            guard hasViewOfStep else { return .stays(carryOut(player.take(.goOn), context)) }
            player.noteKeysPressed()
        }
        return .ignored
    }

    /// Whether a key is the last of those that the text asks for, pressed from the step's own moment on.
    private mutating func completesStep(_ key: KeyPress, _ player: LessonPlayer, _ context: LayerContext) -> Bool {
        guard player.isWaiting, player.step.task == nil, let keys = player.step.keys,
            let wanted = try? KeySequence.parse(keys.text)
        else { return false }
        if pressed.isEmpty {
            guard player.isAtMomentOfStep else { return false }
            hasViewOfStep = views[player.index + 1].map { $0.leadsKeys(as: context.view) } ?? true
        }
        pressed.append(key)
        if pressed == wanted { return true }
        if !wanted.starts(with: pressed) { pressed = [] }
        return false
    }

    /// A click on a key of the last row presses it; the wheel and clicks elsewhere on the strip do nothing.
    private mutating func handle(_ mouse: MouseEvent, _ player: inout LessonPlayer, _ context: LayerContext) -> LayerAnswer {
        let strip = LessonStrip(page: player.page, message: nil, theme: context.theme, isFolded: isFolded(context))
        let area = strip.area(in: Rect(context.size))
        guard area.contains(mouse.position) else { return player.isPlaying ? .stays() : .ignored }
        guard mouse.kind == .press, mouse.button == .left else { return .stays() }
        if let option = strip.option(at: mouse.position, in: area) {
            return .stays(carryOut(player.point(atOption: option), context))
        }
        guard mouse.position.y == area.bottom - 1, let key = strip.key(at: mouse.position.x) else { return .stays() }
        if let own = Bindings.table.bindings(for: key, in: [.lesson]).first, case .lesson(let key) = own.command {
            return .stays(carryOut(player.take(key), context))
        }
        if let answer = AnswerKey(key), let actions = player.type(answer) { return .stays(carryOut(actions, context)) }
        return .stays()
    }

    /// A key of the lesson that has come another way than from the keyboard.
    mutating func take(_ key: LessonKey, _ context: LayerContext) -> [Action] {
        guard var player else { return [] }
        let actions = player.take(key)
        self.player = player
        return carryOut(actions, context)
    }

    /// Gives the hint that comes by itself after so many seconds.
    mutating func giveHint(after seconds: Int) { player?.giveHint(after: seconds) }

    // MARK: Doing

    /// Actions of the dashboard for those that the player asks for.
    private mutating func carryOut(_ actions: [LessonAction], _ context: LayerContext) -> [Action] {
        actions.flatMap { action -> [Action] in
            switch action {
            case .line(let text): return [.line(text)]
            case .request(let request): return [.request(.lesson(request))]
            case .play(let keys, let isPaced): return [.play((try? KeySequence.parse(keys)) ?? [], isPaced: isPaced)]
            case .stopPlaying: return [.stopPlaying]
            case .termOrder(let isInOrder):
                var view = context.view
                view.termOrder = isInOrder ? .inOrder : .largestFirst
                return [.view(view)]
            case .keepView(let number):
                views[number] = context.view
                return [.noteLesson]
            case .restoreView(let number): return views[number].map { [.view($0)] } ?? []
            case .finished: return [.noteLesson]
            case .leave: return [.leaveLesson, .learn(nil)]
            }
        }
    }

    // MARK: Drawing

    /// Whether somebody looks around on a screen that has no rows to spare.
    private func isFolded(_ context: LayerContext) -> Bool {
        LessonStrip.rows(of: context.size) < LessonStrip.rows(of: Size(width: 80, height: 24))
            && player.map { $0.isAsking && !$0.hasKeys } == true
    }

    /// Minutes that a class has left of those that its lesson takes.
    private var timeLeft: String {
        let left = lesson.minutes - minutesPassed
        return left >= 0 ? "\(left) min left" : "\(-left) min over"
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        var page: LessonPage
        if let player {
            if player.pointsAtThings { LessonLight(player.lights, context)?.draw(on: &canvas) }
            page = player.page
            if isClass { page.progress += " · " + timeLeft }
        } else {
            page = LessonPage(
                id: lesson.id, title: lesson.title, progress: "", kind: faults.isEmpty ? "opening" : "cannot be played",
                lines: [.text(faults.first.map { "\(lesson.source):\($0)" } ?? "…")], keys: [])
        }
        let message = context.view.message ?? (player.map { !$0.hasKeys && !$0.isPlaying } == true ? context.status?.notice : nil)
        let strip = LessonStrip(page: page, message: message, theme: context.theme, isFolded: isFolded(context))
        strip.draw(in: canvas.bounds, on: &canvas, glyphs: context.glyphs)
    }
}

extension AnswerKey {
    /// A key of an answer; nil of one that an answer has no use for.
    init?(_ key: KeyPress) {
        switch (key.key, key.modifiers) {
        case (.character(let scalar), []): self = .character(scalar)
        case (.enter, []): self = .enter
        case (.backspace, []): self = .erase
        case (.escape, []): self = .escape
        case (.up, []): self = .up
        case (.down, []): self = .down
        case (.left, []): self = .left
        case (.right, []): self = .right
        default: return nil
        }
    }
}
