import Inspection
import Lessons
import TerminalGraphics

extension Dashboard {
    /// Opens a lesson on a run that begins with its scenario.
    public mutating func open(_ lesson: Lesson) {
        _ = leaveLesson()
        hasTaught = true
        // Before a class the same lesson is always the same.
        let lesson = isClass ? lesson.variant(0) : progress.next(lesson)
        layers.pushLowest(LessonLayer(lesson, isClass: isClass, leftAt: isClass ? nil : progress.stepLeft(of: lesson)))
    }

    /// Settings chosen by now, for the next run. What a scenario says of how it opens, or a lesson of its steps, is nobody's choice.
    public func chosenSettings(_ status: Status?) -> Settings {
        var settings = settings
        guard let status else { return settings }
        if status.view.grain == nil, !hasTaught { settings.grain = view.grain }
        if status.view.speed == nil { settings.speed = status.speed }
        return settings
    }

    /// Tells a lesson that is played before a class how long it has taken.
    /// - Returns: whether the screen changes.
    public mutating func notePassed(minutes: Int) -> Bool {
        guard var layer = layers[LessonLayer.self], layer.isClass, layer.minutesPassed != minutes else { return false }
        layer.minutesPassed = minutes
        layers[LessonLayer.self] = layer
        return true
    }

    /// Gives the hint of the open lesson that comes by itself after so many seconds.
    mutating func giveHint(after seconds: Int) {
        guard var layer = layers[LessonLayer.self] else { return }
        layer.giveHint(after: seconds)
        layers[LessonLayer.self] = layer
    }

    /// Shows the list of lessons.
    public mutating func showLessons() { open(LessonMenuLayer(lessons: lessons, progress: progress)) }

    /// The lesson that is open.
    public var lesson: LessonLayer? { layers[LessonLayer.self] }

    /// Begins a lesson by its name, on a run of its own; without one, shows the list of all.
    mutating func learn(_ name: String?) -> [Effect] {
        guard let name else {
            showLessons()
            return []
        }
        guard let lesson = lessons.first(where: { $0.id == name }) else {
            view.message = "no lesson is called '\(name)'; :learn lists them"
            return []
        }
        open(lesson)
        return [.request(.restart(.scenario(Lesson.scenarioPrefix + name)))]
    }

    /// Asks the questions that are due, or, before any lesson, those that tell what is known.
    mutating func ask(_ purpose: Quiz.Purpose) -> [Effect] {
        let due = today.map { progress.due(on: $0) } ?? []
        let asked =
            purpose == .review
            ? due.compactMap { id in lessons.first { $0.id == id } } : lessons.filter { progress.isOpen($0.id) }
        let count = purpose == .review ? Self.questionsOfReview : Self.questionsOfPlacement
        guard let quiz = Quiz(purpose, asked, count: count, seed: UInt64(max(1, today?.number ?? 1))) else {
            view.message = purpose == .review ? "nothing is due; lessons that are done come again after a day" : "nothing to ask"
            return []
        }
        let effects = leaveLesson()
        layers.pushLowest(LessonLayer(quiz))
        return effects
    }

    /// Questions that take two minutes, and five.
    private static let (questionsOfReview, questionsOfPlacement) = (3, 8)

    /// Closes the lesson: the run stays as it is, and everything is seen again.
    mutating func leaveLesson() -> [Effect] {
        guard layers[LessonLayer.self] != nil else { return [] }
        layers[LessonLayer.self] = nil
        stopPlaying()
        return [.request(.lesson(.endTrial)), .request(.lesson(.hide(HiddenNumbers()))), .request(.lesson(.forget))]
    }

    /// Writes down how far the lesson has been gone through.
    mutating func noteLesson() -> [Effect] {
        guard let layer = layers[LessonLayer.self], let player = layer.player, player.isUnderWay else { return [] }
        // A class is written down nowhere.
        if layer.isClass { return [.lessonNotes(player.teacherNotes)] }
        if let quiz = layer.quiz {
            guard player.isFinished, let today else { return [] }
            quiz.note(player, in: &progress, today: today)
        } else {
            progress.note(player, today: today)
        }
        return [.lessonProgress(progress)]
    }

    /// Does what a key of the lesson says.
    mutating func perform(_ key: LessonKey, _ snapshot: Snapshot?) -> [Effect] {
        guard var layer = layers[LessonLayer.self] else {
            view.message = "no lesson is open; :learn lists them"
            return []
        }
        let actions = layer.take(key, layerContext(snapshot))
        layers[LessonLayer.self] = layer
        return carryOut(actions, snapshot)
    }

    /// Carries out a line that nobody has typed; what is wrong with it is told as a message.
    mutating func run(line: String, _ snapshot: Snapshot?) -> [Effect] {
        do throws(LineError) {
            let (command, input) = try LineCatalog.command(of: LineInput(line.unicodeScalars, snapshot))
            let actions = try command.run(input, &view)
            let effects = carryOut(actions, snapshot)
            view.message = nil
            return effects
        } catch {
            view.message = ":\(line): \(error.message)"
            return []
        }
    }

    /// Whether keys are left that nobody presses but a lesson.
    public var isPlaying: Bool { !played.keys.isEmpty }

    /// Leaves the rest of them, and the line that they may have been typing.
    mutating func stopPlaying() {
        if isPlaying { layers[LineLayer.self] = nil }
        played = PlayedKeys()
    }

    /// The time from one of them to the next: nobody has to follow single letters of a line.
    public var paceOfPlaying: Duration {
        guard played.isPaced else { return .zero }
        return layers[LineLayer.self] == nil ? .milliseconds(330) : .milliseconds(60)
    }

    /// Presses the next of them.
    public mutating func playNext(_ snapshot: Snapshot?) -> [Effect] {
        guard let key = played.takeFirst() else { return [] }
        view.message = nil
        isPressingForLesson = true
        defer { isPressingForLesson = false }
        let bound = Bindings.table.binding(for: key)?.command
        return react(key, bound, snapshot).filter { effect in
            switch effect {
            case .lineEntered, .quit, .suspend, .shot: false
            case .request, .redraw, .lessonProgress, .lessonNotes: true
            }
        }
    }

    /// Lets the layers see a moment.
    /// - Parameter isIdle: whether all that was asked for is done.
    public mutating func observe(_ snapshot: Snapshot, isIdle: Bool) -> [Effect] {
        var effects: [Effect] = []
        for index in layers.layers.indices {
            guard layers.layers.indices.contains(index) else { break }
            var layer = layers.layers[index]
            var context = layerContext(snapshot)
            context.isIdle = isIdle && !isPlaying
            let actions = layer.observe(context)
            layers.replace(at: index, with: layer)
            effects += carryOut(actions, snapshot)
        }
        return effects
    }
}

/// Keys that a lesson presses.
struct PlayedKeys: Hashable, Sendable {
    private(set) var keys: [KeyPress] = []
    private(set) var isPaced = false

    mutating func add(_ more: [KeyPress], isPaced: Bool) {
        keys += more
        self.isPaced = isPaced
    }

    mutating func takeFirst() -> KeyPress? { keys.isEmpty ? nil : keys.removeFirst() }
}

extension ViewState {
    /// Whether keys mean the same in both.
    func leadsKeys(as other: ViewState) -> Bool {
        grain == other.grain && termOrder == other.termOrder && selection == other.selection && panes == other.panes
            && focus == other.focus && isZoomed == other.isZoomed && count == other.count
    }

    /// Takes over a view that has been kept, but for what is only of this moment.
    mutating func show(_ kept: ViewState) {
        var view = kept
        (view.count, view.waitingKeys, view.message) = (PendingCount(), waitingKeys, message)
        (view.subject, view.columnsOfSelection, view.followed) = (subject, columnsOfSelection, followed)
        self = view
    }
}
