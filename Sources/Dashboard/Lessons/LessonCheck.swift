import Inspection
import Lessons
import TerminalGraphics

/// Plays a lesson from its beginning to its end, right ways and wrong ones, and says what is wrong with it: what no reader of the
/// file can see.
public struct LessonCheck {
    /// The lesson.
    public let lesson: Lesson
    /// The size of the screen that it is played on.
    public let size: Size
    /// Opens the lesson on a run of its own.
    private let open: (Lesson, Size) throws -> ScriptedDashboard
    private var faults: [LessonFault] = []

    /// A check on a screen of a size.
    public init(_ lesson: Lesson, size: Size, open: @escaping (Lesson, Size) throws -> ScriptedDashboard) {
        (self.lesson, self.size, self.open) = (lesson, size, open)
    }

    /// All faults, in the order of the file.
    /// - Throws: what building the run throws.
    public static func faults(
        of lesson: Lesson, sizes: [Size], open: @escaping (Lesson, Size) throws -> ScriptedDashboard
    ) throws -> [LessonFault] {
        var found: [LessonFault] = []
        func note(_ faults: [LessonFault]) {
            for fault in faults where !found.contains(where: { $0.place == fault.place && $0.message == fault.message }) {
                found.append(fault)
            }
        }
        for lesson in (0..<max(1, lesson.variants.count)).map(lesson.variant) {
            note(TextCheck(lesson).faults)
            for size in sizes {
                var check = LessonCheck(lesson, size: size, open: open)
                try check.play()
                note(check.faults)
            }
        }
        return found.sorted { ($0.place, $0.message) < ($1.place, $1.message) }
    }

    mutating func note(_ message: String, at place: TextPlace) { faults.append(LessonFault(message, at: place)) }

    // MARK: Playing

    private mutating func play() throws {
        var script = try open(lesson, size)
        guard let layer = script.dashboard.lesson, let player = layer.player else {
            faults += script.dashboard.lesson?.faults ?? []
            return
        }
        for target in lesson.steps.flatMap(\.light) where LightTarget(target.text, script.snapshot.status.watchScope) == nil {
            note("nothing on a screen is called '\(target.text)'", at: target.place)
        }
        noteSlips(script, at: lesson.screen.select?.place ?? lesson.start?.place ?? TextPlace(line: 1, column: 1))
        var left = 2 * player.lesson.steps.count + 2
        while let player = script.dashboard.lesson?.player, !player.isFinished, left > 0 {
            left -= 1
            let index = player.index
            try play(player.step, &script)
            if script.dashboard.lesson?.player?.index == index {
                note("the lesson does not go on behind this step", at: player.step.place)
                return
            }
        }
    }

    /// A line of the player's that did not work, or a typed one that is still open.
    private mutating func noteSlips(_ script: ScriptedDashboard, at place: TextPlace) {
        if let message = script.dashboard.view.message, message.hasPrefix(":") { note(message, at: place) }
        if let error = script.dashboard.layer(LineLayer.self)?.line.error {
            note("keys leave a line open: \(error.message)", at: place)
        } else if script.dashboard.layer(LineLayer.self) != nil {
            note("keys leave a line open", at: place)
        }
    }

    private mutating func play(_ step: LessonStep, _ script: inout ScriptedDashboard) throws {
        guard let player = script.dashboard.lesson?.player, player.isAsking || player.isWaiting || player.isReached
        else {
            return note("the step does not open", at: step.place)
        }
        noteSlips(script, at: (step.keys ?? step.at ?? step.select)?.place ?? step.place)
        checkTexts(step, player, script)
        checkLight(step, player, script)
        switch step.kind {
        case .say:
            if step.keys != nil {
                try press(";", &script)
                noteSlips(script, at: step.keys?.place ?? step.place)
            }
            try press(";", &script)
        case .task(let task): try play(task, &script)
        case .ask(let question):
            checkAnswerIsNotShown(step, question, script)
            try checkHidden(step, player, &script)
            try play(question, step, &script)
        }
    }

    private func press(_ keys: String, _ script: inout ScriptedDashboard) throws {
        for key in (try? KeySequence.parse(keys)) ?? [] { try script.press(key) }
    }

    private func press(_ keys: [KeyPress], _ script: inout ScriptedDashboard) throws {
        for key in keys { try script.press(key) }
    }

    // MARK: Screen

    /// Every number of the step's texts is known, and its text has room.
    private mutating func checkTexts(_ step: LessonStep, _ player: LessonPlayer, _ script: ScriptedDashboard) {
        for expression in step.texts.flatMap(\.expressions) where player.valueOfStep(expression.text) == nil {
            note("{\(expression.text)} is not known at this moment", at: expression.place)
        }
        let room = size.width - 2
        for text in [step.text] + (step.task?.hints.map(\.say) ?? []) {
            let rows = StyledText(text.filled { player.valueOfStep($0) }).wrapped(to: room).count
            if rows > 3 { note("the text takes \(rows) rows of \(room), 3 are enough for anybody", at: text.place) }
            checkLines(text, player, room)
        }
        for text in step.texts.dropFirst() where step.question != nil {
            let rows = StyledText(text.filled { player.valueOfStep($0) }).wrapped(to: room).count
            if rows > 2 { note("the text takes \(rows) rows of \(room), there is room for 2", at: text.place) }
        }
        let strip = LessonStrip(page: player.page, message: nil, theme: script.dashboard.theme)
        if !strip.hasRoomForKeys(width: size.width) { note("the keys do not fit into a row of \(size.width)", at: step.place) }
        let height = strip.area(in: Rect(size)).height
        if height > Self.highest { note("the strip takes \(height) of \(size.height) rows", at: step.place) }
    }

    /// A line that is too long leaves a word or two alone in the next row.
    private mutating func checkLines(_ text: LessonText, _ player: LessonPlayer, _ room: Int) {
        let lines = text.filled { player.valueOfStep($0) }.split(separator: "\n")
        guard lines.count > 1, let long = lines.first(where: { String($0).cellWidth > room }) else { return }
        note("the line '\(long.prefix(20))…' takes \(String(long).cellWidth) columns, there is room for \(room)", at: text.place)
    }

    /// Rows that a strip may have: more would hide what it speaks of.
    private static let highest = 9

    /// Everything that is pointed at can be seen.
    private mutating func checkLight(_ step: LessonStep, _ player: LessonPlayer, _ script: ScriptedDashboard) {
        guard !step.light.isEmpty else { return }
        if step.light.count > 3 { note("a step lights 3 things at most, found \(step.light.count)", at: step.light[3].place) }
        let context = script.dashboard.layerContext(script.snapshot)
        let strip = stripTop(player, script)
        for target in step.light {
            let areas = LightTarget(target.text, script.snapshot.status.watchScope)?.areas(context) ?? []
            if !areas.contains(where: { $0.y < strip }) {
                note("light '\(target.text)' is not on the screen at \(size.width)×\(size.height)", at: target.place)
            }
        }
    }

    /// No pane tells what is asked for, whatever somebody does to see it.
    private mutating func checkHidden(_ step: LessonStep, _ player: LessonPlayer, _ script: inout ScriptedDashboard) throws {
        for text in step.hide where player.script.hidden([text]).isEmpty {
            note("'\(text.text)' cannot be hidden: z, a, da, delta, g, dw and loss can", at: text.place)
        }
        let hidden = step.hide.compactMap { text in player.valueOfStep(text.text).map { (text, Self.shown($0)) } }
        guard !hidden.isEmpty else { return }
        // A number that something else has as well tells nothing.
        let others = Set(Self.visibleNumbers(player, script).map(Self.shown))
        let telling = hidden.filter { !others.contains($0.1) }
        let words = Self.words(script, above: stripTop(player, script))
        for (text, number) in telling where words.contains(number) {
            note("'\(text.text)' is hidden, and \(number) can be read at \(size.width)×\(size.height)", at: text.place)
        }
        guard !telling.isEmpty else { return }
        try press("Escape k", &script)
        for pane in PaneID.allCases {
            try script.run(line: "zoom \(pane)")
            let words = Self.words(script, above: size.height - LessonStrip.rows(of: size))
            for (text, number) in telling where words.contains(number) {
                note("'\(text.text)' is hidden, and \(number) can be read in \(pane)", at: text.place)
            }
        }
        try askAgain(&script)
    }

    /// Numbers of neurons and parameters that may be seen.
    static func visibleNumbers(
        _ player: LessonPlayer, _ script: ScriptedDashboard, besides asked: Set<WatchQuantity> = []
    ) -> [Double] {
        let scope = player.script.scope
        let seen = scope.numbers.filter { !script.snapshot.status.hidden.hides($0, scope) && !asked.contains($0) }
        let probe = QuantitiesProbe(Set(seen))
        return (script.driver.snapshot([probe])[probe]?.values.values).map(Array.init) ?? []
    }

    /// The first row of the strip.
    func stripTop(_ player: LessonPlayer, _ script: ScriptedDashboard) -> Int {
        LessonStrip(page: player.page, message: nil, theme: script.dashboard.theme).area(in: Rect(size)).y
    }

    /// Words in the rows above the strip.
    private static func words(_ script: ScriptedDashboard, above row: Int) -> Set<String> {
        Set(
            script.frame.plainText().split(separator: "\n", omittingEmptySubsequences: false).prefix(row)
                .flatMap { $0.split { " ⟨⟩[]=│┃".contains($0) }.map(String.init) })
    }

    /// A number as panes write it.
    private static func shown(_ value: Double) -> String { NumberFormat.significant(3).string(value) }

    // MARK: Questions

    private mutating func play(_ question: LessonQuestion, _ step: LessonStep, _ script: inout ScriptedDashboard) throws {
        guard let player = script.dashboard.lesson?.player else { return }
        let keys = player.keysOfRightAnswer
        guard !keys.isEmpty else {
            note("the answer is not known at this moment", at: question.form.place ?? step.place)
            try press("?", &script)
            return try press(";", &script)
        }
        switch question.form {
        case .number(let answer, let wrong):
            let right = player.valueOfStep(answer.text) ?? .nan
            for number in wrong { try refute(number, right, &script) }
        case .choice(let options): for option in options where !option.isRight { try refute(option, options, &script) }
        case .sign, .order, .layer, .iteration: break
        }
        try press(keys, &script)
        if let verdict = script.dashboard.lesson?.player?.verdict, !verdict.isRight {
            note("the right answer, \(verdict.right), is not taken as right", at: step.place)
        }
        if let then = step.then { noteSlips(script, at: then.place) }
        try press(";", &script)
    }

    private func answer(with text: String, _ script: inout ScriptedDashboard) throws {
        try press(text.unicodeScalars.map { .character($0) } + [KeyPress(.enter)], &script)
    }

    private func choose(_ option: Int, _ options: [AnswerForm.Option], _ script: inout ScriptedDashboard) throws {
        guard let shown = script.dashboard.lesson?.player?.shownOptions(options),
            let place = shown.firstIndex(of: options[option])
        else { return }
        try answer(with: String(place + 1), &script)
    }

    private func askAgain(_ script: inout ScriptedDashboard) throws { try script.run(line: "lesson again") }

    private mutating func refute(_ wrong: AnswerForm.WrongNumber, _ right: Double, _ script: inout ScriptedDashboard) throws {
        guard let player = script.dashboard.lesson?.player else { return }
        guard let value = player.valueOfStep(wrong.value.text), value.isFinite else {
            return note("the wrong answer '\(wrong.value.text)' is not known at this moment", at: wrong.value.place)
        }
        guard abs(value - right) > 0.01 * abs(right) else {
            return note("the wrong answer '\(wrong.value.text)' is right: both are \(Self.shown(right))", at: wrong.value.place)
        }
        guard let show = wrong.show else { return }
        try self.answer(with: LessonPlayer.typed(value), &script)
        checkDemonstration(show, script)
        try askAgain(&script)
    }

    private mutating func refute(_ option: AnswerForm.Option, _ options: [AnswerForm.Option], _ script: inout ScriptedDashboard)
        throws
    {
        guard let player = script.dashboard.lesson?.player, let index = options.firstIndex(of: option) else { return }
        let text = player.shownWords(option.text)
        if options.contains(where: { $0.isRight && player.shownWords($0.text) == text }) {
            return note("the wrong option '\(text)' is the right one", at: option.text.place)
        }
        guard let show = option.show else { return }
        try choose(index, options, &script)
        checkDemonstration(show, script)
        try askAgain(&script)
    }

    /// Finds out whether a demonstration shows what it is to show.
    private mutating func checkDemonstration(_ show: Demonstration, _ script: ScriptedDashboard) {
        noteSlips(script, at: show.keys.place)
        guard let player = script.dashboard.lesson?.player, player.stands(atEndOf: show) else {
            return note("the demonstration is not played to its end", at: show.keys.place)
        }
        if let see = show.see, player.presentValue(see.text) != 1 {
            note("the demonstration ends where '\(see.text)' does not hold", at: see.place)
        }
    }

    // MARK: Tasks

    private mutating func play(_ task: Task, _ script: inout ScriptedDashboard) throws {
        if script.dashboard.lesson?.player?.isReached == true {
            note("the goal is reached before anything has been done", at: task.goal.place)
            return try press(";", &script)
        }
        for keys in task.mustNot {
            try press(keys.text, &script)
            if script.dashboard.lesson?.player?.isReached == true { note("'\(keys.text)' reaches the goal", at: keys.place) }
            try comeBack(&script)
        }
        for keys in Self.idleKeys where !task.solution.text.hasPrefix(keys) {
            try press(keys, &script)
            if script.dashboard.lesson?.player?.isReached == true {
                note("the goal is reached by accident: '\(keys)' alone does", at: task.goal.place)
            }
            try comeBack(&script)
        }
        try press(task.solution.text, &script)
        noteSlips(script, at: task.solution.place)
        if script.dashboard.lesson?.player?.isReached != true {
            note("the solution does not reach the goal", at: task.solution.place)
        }
        try press(";", &script)
    }

    /// Keys that people press who do not know what to do.
    private static let idleKeys = ["s", "s s", "S", "n", "Up", "Right", "x"]

    private func comeBack(_ script: inout ScriptedDashboard) throws {
        try press("Escape", &script)
        try askAgain(&script)
    }
}

extension WatchScope {
    /// Numbers of all neurons and parameters of a small network.
    fileprivate var numbers: [WatchQuantity] {
        layers.enumerated().flatMap { column, layer -> [WatchQuantity] in
            var numbers: [WatchQuantity] = []
            let kinds: [WatchQuantity.NeuronKind] =
                column == 0 ? [.activation] : [.preActivation, .activation, .outputError, .error]
            for unit in 0..<min(layer.units, 64) {
                numbers += kinds.map { .neuron($0, column: column, index: unit) }
            }
            for tensor in [layer.weight, layer.bias] {
                // Among many numbers there is always one that is the same by chance.
                guard let tensor, case let count = tensor.shape.reduce(1, *), count <= 64 else { continue }
                for place in 0..<count {
                    let offset = tensor.offset + place
                    numbers += [.value, .gradient, .change].map { .parameter($0, offset: offset, layer: layer.layer) }
                }
            }
            return numbers
        } + (0..<outputs).map { .target($0) } + [.loss, .learningRate]
    }
}
