import Basics
import Inspection

/// Plays a lesson: says what is on the strip, takes answers and keys, and says what is to be done. A value that knows no screen, no
/// clock and no run: whatever it knows of them comes as a ``LessonSight``.
///
///     var player = LessonPlayer(lesson, script)
///     actions = player.start()
///     actions = player.observe(sight)
///     actions = player.take(.goOn)
public struct LessonPlayer: Hashable, Sendable {
    /// The part of a step that is under way.
    enum Stage: Hashable, Sendable {
        /// On the way to the step's moment.
        case entering
        /// Somebody who has left the lesson before is asked where he wants to go on.
        case offering
        /// Its text is up; an answer or a deed is waited for.
        case open
        /// The step's own keys are being pressed.
        case playing
        /// The step's keys have been pressed, or its goal reached.
        case done
        /// A demonstration is being played in a copy of the run.
        case demonstrating(Verdict)
        /// It stands at its end.
        case refuted(Verdict)
        /// Keys are being pressed that show what has been asked for.
        case revealing(Verdict)
        /// An answer has been given.
        case answered(Verdict)
        /// The way through a step is being gone that somebody skips, or has gone before: what follows speaks of where it leads.
        case skipping
        /// The way to a goal is being shown in a copy of the run, and stands at its end.
        case showing, shown
        /// The last step is behind.
        case finished
    }

    /// The lesson that is played.
    public let lesson: Lesson
    /// Its expressions, read for the run's network.
    public let script: LessonScript
    /// The step under way, by its place.
    public private(set) var index = 0
    var stage = Stage.entering
    /// The answer being given.
    public internal(set) var entry = AnswerEntry()
    /// Whether the answer has the keys; else the screen has them.
    public internal(set) var hasKeys = false
    /// Answers of this run through the lesson, the last of each step.
    public internal(set) var outcomes: [LessonOutcome] = []
    /// Texts of the step with the numbers of its moment, in the order of ``LessonStep/texts``.
    private var frozen: [LessonText: String] = [:]
    /// Numbers kept of other moments.
    var kept: [WatchQuantity.KeptMoment: [WatchQuantity: Double]] = [:]
    /// Numbers of the moment in view, and of the step's own.
    private var present: [WatchQuantity: Double] = [:]
    var ofStep: [WatchQuantity: Double] = [:]
    /// Positions of both; nil before the first look.
    private var (position, positionOfStep): (Position?, Position?) = (nil, nil)
    /// Numbers drawn for the step's question.
    private var drawn: [Double] = []
    private var deeds = SeenDeeds()
    /// The rest of the way to the step's moment, once its run is in view.
    private var arrival: [LessonAction] = []
    var hint: String?
    /// Seconds of the last hint that came by itself.
    var secondsOfHint = 0
    private var isAgain = false
    /// Whether it is played before a class: answers are votes that somebody counts, and nothing is judged.
    public let isClass: Bool
    /// The step at which it was left before; nil: it has not been, or goes on there already.
    private(set) var leftAt: Int?
    /// The step that is being gone to, past all before it.
    private(set) var destination: Int?
    /// Votes of a class by step, one count an option, of a first and a second round.
    public internal(set) var votes: [Int: [[Int]]] = [:]

    /// A lesson before its beginning.
    /// - Parameter stepNumber: the step at which it was left before, from 1; nil: none.
    public init(_ lesson: Lesson, _ script: LessonScript, isClass: Bool = false, leftAt stepNumber: Int? = nil) {
        (self.lesson, self.script, self.isClass) = (lesson, script, isClass)
        guard let stepNumber, stepNumber > 1, stepNumber <= stepCount else { return }
        leftAt = lesson.steps.indices.filter { lesson.steps[$0].question?.purpose != .recall }[stepNumber - 1]
    }

    /// Whether the step in view is one that somebody is at, and not one on the way to it.
    public var isUnderWay: Bool { leftAt == nil && destination == nil }

    /// The step under way.
    public var step: LessonStep { lesson.steps[min(index, lesson.steps.count - 1)] }

    /// True once the last step is behind.
    public var isFinished: Bool { stage == .finished }

    /// True while a copy of the run is in view.
    var isTrial: Bool {
        switch stage {
        case .demonstrating, .refuted, .showing, .shown: true
        default: false
        }
    }

    /// True where the step waits for an answer.
    public var isAsking: Bool { stage == .open && step.question != nil }

    /// True where the step waits for its keys, or for a deed.
    public var isWaiting: Bool { stage == .open && step.question == nil }

    // MARK: Numbers

    /// A quantity as an expression means it: of this moment, another one, or a deed.
    func value(of quantity: WatchQuantity, _ numbers: [WatchQuantity: Double]) -> Double? {
        switch quantity {
        case .kept(let base, let moment): kept[moment]?[base]
        case .variable(let index): drawn.indices.contains(index) ? drawn[index] : nil
        case .deed(let deed): deeds.has(deed) ? 1 : 0
        default: numbers[quantity]
        }
    }

    /// The value of an expression at the step's moment.
    func value(_ text: String) -> Double? { script.value(text) { value(of: $0, ofStep) } }

    /// Whether a condition holds now.
    func holds(_ condition: Placed) -> Bool { script.value(condition.text) { value(of: $0, present) }.map { $0 != 0 } ?? false }

    /// The value of an expression now.
    public func presentValue(_ text: String) -> Double? { script.value(text) { value(of: $0, present) } }

    /// A text with its numbers.
    func words(_ text: LessonText) -> String { frozen[text] ?? text.filled { value($0) } }

    // MARK: Way

    /// Begins: the lesson's screen, its first moment, its first step.
    public mutating func start() -> [LessonAction] {
        var actions: [LessonAction] = [.termOrder(isInOrder: lesson.screen.isInOrder)]
        if !lesson.screen.panes.isEmpty { actions.append(panes(lesson.screen.panes)) }
        if let grain = lesson.screen.grain { actions.append(.line("grain \(grain.text)")) }
        for expression in lesson.screen.watch { actions.append(.line("watch \(expression.text)")) }
        if let start = lesson.start { actions.append(.line("goto \(start.text)")) }
        if let select = lesson.screen.select { actions.append(.line("select \(select.text)")) }
        actions.append(.request(.keep(0)))
        return actions + begin(0)
    }

    private func panes(_ names: [Placed]) -> LessonAction { .line("panes " + names.map(\.text).joined(separator: " ")) }

    /// Begins a step, or ends the lesson behind the last one. Questions for later days are not asked now.
    private mutating func begin(_ next: Int) -> [LessonAction] {
        var next = next
        while next < lesson.steps.count, lesson.steps[next].question?.purpose == .recall { next += 1 }
        var actions: [LessonAction] = isTrial ? [.stopPlaying, .request(.endTrial), .restoreView(index + 1)] : []
        let former = step
        clear()
        guard next < lesson.steps.count else {
            (index, stage) = (lesson.steps.count, .finished)
            return actions + [.request(.hide(HiddenNumbers())), .finished]
        }
        (index, stage, isAgain) = (next, .entering, false)
        actions.append(.request(.hide(script.hidden(step.hide))))
        if step.at != nil { actions.append(.request(.restore(0))) }
        actions += step.settings.map { .request(.begin(setting: $0.name.text, value: $0.value.text)) }
        // Lines are read for the run in view: they wait for another one.
        let isOfAnotherRun = step.at != nil || !step.settings.isEmpty
        let arriving = arrive(from: former)
        arrival = isOfAnotherRun ? arriving : []
        draw()
        return isOfAnotherRun ? actions : actions + arriving
    }

    /// Goes to the step's moment in its run, shows its panes, selects what it speaks of, and presses its keys.
    private mutating func arrive(from former: LessonStep) -> [LessonAction] {
        var actions: [LessonAction] = []
        if let at = step.at { actions.append(.line("goto \(at.text)")) }
        if former.panes != step.panes {
            let names = step.panes.isEmpty ? lesson.screen.panes : step.panes
            actions.append(panes(names))
        }
        if let select = step.select { actions.append(.line("select \(select.text)")) }
        if step.question != nil, let keys = step.keys {
            kept[.before] = present
            actions.append(.play(keys.text, isPaced: destination == nil))
        }
        return actions
    }

    private mutating func clear() {
        (entry, hint, secondsOfHint, hasKeys, frozen, arrival) = (AnswerEntry(), nil, 0, false, [:], [])
        deeds = SeenDeeds()
    }

    /// Goes to the step before as it was.
    private mutating func goBack() -> [LessonAction] {
        guard destination == nil else { return [] }
        if stage == .offering {
            (leftAt, stage, hasKeys) = (nil, .open, step.question != nil)
            return comeBack(to: index + 1)
        }
        var former = min(index, lesson.steps.count) - 1
        while former >= 0, lesson.steps[former].question?.purpose == .recall { former -= 1 }
        return former >= 0 ? reopen(former) : []
    }

    /// Opens a step that has been open before, at its own moment.
    private mutating func reopen(_ step: Int) -> [LessonAction] {
        guard step < lesson.steps.count, stage != .entering, isUnderWay else { return [] }
        var actions: [LessonAction] = isTrial ? [.stopPlaying, .request(.endTrial)] : []
        clear()
        (index, stage, isAgain) = (step, .entering, true)
        actions += [.stopPlaying, .request(.hide(script.hidden(self.step.hide)))] + comeBack(to: step + 1)
        draw()
        return actions
    }

    /// Draws the numbers of a question: the same for the same lesson and step.
    private mutating func draw() {
        var source = RandomSource(seed: lesson.seed &+ UInt64(index) &* 7919)
        drawn = (step.question?.draw ?? []).map { $0.values[Int(source.next() % UInt64($0.values.count))] }
    }

    /// The step's moment is there: numbers in its texts are those of this moment from now on.
    mutating func open() -> [LessonAction] {
        (ofStep, positionOfStep) = (present, position)
        if kept[.start] == nil { (kept[.start], kept[.before]) = (present, present) }
        for text in step.texts { frozen[text] = text.filled { value($0) } }
        stage = .open
        hasKeys = step.question != nil
        return isAgain ? [] : [.request(.keep(index + 1)), .keepView(index + 1)]
    }

    /// Sees the run and the screen.
    public mutating func observe(_ sight: LessonSight) -> [LessonAction] {
        (present, position) = (sight.numbers, sight.position)
        guard sight.isIdle else { return [] }
        switch stage {
        case .entering:
            if !arrival.isEmpty {
                defer { arrival = [] }
                return arrival
            }
            let actions = open()
            if leftAt != nil { stage = .offering }
            deeds.note(sight)
            return destination == nil ? actions : actions + passOver()
        case .playing:
            stage = .done
            return keepEnd
        case .demonstrating(let verdict): stage = .refuted(verdict)
        case .revealing(let verdict):
            stage = .answered(verdict)
            return keepEnd
        case .skipping:
            kept[.before] = ofStep
            return begin(index + 1)
        case .showing: stage = .shown
        case .open:
            deeds.note(sight)
            if let task = step.task, holds(task.goal) {
                (stage, hint) = (.done, nil)
                kept[.before] = ofStep
                return keepEnd
            }
        case .done, .refuted, .answered, .shown, .finished, .offering: break
        }
        return []
    }

    /// Goes past a step on the way to the one at which the lesson was left, doing what it does.
    private mutating func passOver() -> [LessonAction] {
        guard let destination, index < destination else {
            destination = nil
            return []
        }
        let keys =
            switch step.kind {
            case .say: step.keys
            case .ask: step.then
            case .task(let task): task.solution
            }
        guard let keys else { return begin(index + 1) }
        stage = .skipping
        return [.request(.hide(HiddenNumbers())), .play(keys.text, isPaced: false)]
    }

    /// The number under which the moment is kept that a step's own keys lead to.
    private var numberOfEnd: Int { -(index + 1) }

    /// Keeps the moment and the view that the step ends with.
    private var keepEnd: [LessonAction] { [.request(.keep(numberOfEnd)), .keepView(numberOfEnd)] }

    /// Comes back to a moment and its view: whoever has looked around, or changed something, goes on from where the lesson is.
    private func comeBack(to number: Int) -> [LessonAction] { [.request(.restore(number)), .restoreView(number)] }

    /// Whether the run is where the step has found it: then the step's keys lead where they are to lead.
    public var isAtMomentOfStep: Bool { position == positionOfStep && present == ofStep }

    /// The person has pressed the step's keys himself.
    public mutating func noteKeysPressed() {
        guard stage == .open, case .say = step.kind, step.keys != nil else { return }
        kept[.before] = ofStep
        stage = .playing
    }

    /// Takes a key of the lesson.
    public mutating func take(_ key: LessonKey) -> [LessonAction] {
        switch key {
        case .goOn: return goOn()
        case .goBack: return goBack()
        case .comeBack: return comeBack()
        case .again: return reopen(index)
        case .hint:
            hint = nextHint()
            return []
        case .showWay: return showWay()
        }
    }

    private mutating func goOn() -> [LessonAction] {
        switch stage {
        case .entering, .playing, .revealing, .skipping: return []
        case .offering:
            (destination, leftAt) = (leftAt, nil)
            return comeBack(to: index + 1) + passOver()
        case .open:
            if let question = step.question {
                if isClass {
                    entry.isUnknown = true
                    return commit(question)
                }
                hasKeys = true
                return []
            }
            if case .say = step.kind, let keys = step.keys {
                kept[.before] = ofStep
                stage = .playing
                return comeBack(to: index + 1) + [.play(keys.text, isPaced: true)]
            }
            if let task = step.task {
                deeds.wentOn = true
                record(LessonOutcome(step: index, isRight: false))
                stage = .skipping
                return comeBack(to: index + 1) + [.play(task.solution.text, isPaced: false)]
            }
            return comeBack(to: index + 1) + begin(index + 1)
        case .done:
            if step.task != nil { record(LessonOutcome(step: index, isRight: true)) }
            return comeBack(to: numberOfEnd) + begin(index + 1)
        case .demonstrating(let verdict), .refuted(let verdict):
            guard step.then != nil else { return begin(index + 1) }
            return [.stopPlaying, .request(.endTrial), .restoreView(index + 1)] + reveal(verdict)
        case .answered: return comeBack(to: step.then == nil ? index + 1 : numberOfEnd) + begin(index + 1)
        case .showing, .shown:
            stage = .open
            return [.stopPlaying, .request(.endTrial), .restoreView(index + 1)]
        case .finished: return [.leave]
        }
    }

    private mutating func comeBack() -> [LessonAction] {
        guard stage != .finished, stage != .entering, destination == nil else { return [] }
        var actions: [LessonAction] = isTrial ? [.stopPlaying, .request(.endTrial)] : []
        switch stage {
        case .demonstrating(let verdict), .refuted(let verdict), .revealing(let verdict): stage = .answered(verdict)
        case .showing, .shown, .playing, .skipping: stage = .open
        case .done where step.task != nil || step.keys != nil: stage = .open
        default: break
        }
        actions += [.stopPlaying] + comeBack(to: index + 1)
        if stage == .open { hasKeys = step.question != nil }
        return actions
    }

    private mutating func showWay() -> [LessonAction] {
        guard stage == .open else { return [] }
        if let task = step.task {
            stage = .showing
            return [.request(.restore(index + 1)), .request(.beginTrial), .play(task.solution.text, isPaced: true)]
        }
        return step.question == nil ? goOn() : []
    }

    /// True while the player presses keys of its own.
    public var isPlaying: Bool {
        switch stage {
        case .entering, .playing, .demonstrating, .revealing, .showing, .skipping: true
        default: false
        }
    }

    /// True while the step's own moment is in view: then what it points at is lit.
    public var pointsAtThings: Bool { stage == .open || stage == .done }
}
