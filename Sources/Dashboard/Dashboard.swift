import Inspection
import Lessons
import TerminalGraphics

/// The whole screen as a value: it takes input events, says what they ask of the session, which probes the visible panes need,
/// and draws a frame from a snapshot. It knows no terminal and no thread, so that scripts and tests see exactly what a person
/// sees.
public struct Dashboard: Sendable {
    /// Everything that keys have changed and training knows nothing of.
    public internal(set) var view = ViewState(focus: .network)
    /// The question that the next key answers.
    public internal(set) var question: Question?
    /// The layers over the panes: help, a menu, a line being typed.
    var layers = LayerStack()
    /// Keys that a lesson presses.
    var played = PlayedKeys()
    /// True while one of them is pressed: the lesson itself does not take it.
    var isPressingForLesson = false
    /// Lessons that can be opened, in the order in which they are learned.
    public var lessons: [Lesson] = []
    /// Whether lessons are played before a class.
    public var isClass = false
    /// Whether a lesson has been opened, which sets grain and panes as it needs them.
    var hasTaught = false
    /// Lessons that have been gone through, in this run and before.
    public var progress = LessonProgress()
    /// The day on which that happens; nil where nobody knows it.
    public var today: Day?
    /// Lines entered behind `:`, in this run and before.
    public var lineHistory = LineHistory()
    /// The terminal's size in cells; a new one is in force with the next frame.
    public var size: Size
    /// The characters that the terminal can show.
    public var glyphs: GlyphTier
    /// Whether the terminal has colors enough for pictures; without, signs and sizes are told by glyphs alone.
    public var hasColor: Bool
    /// The colors.
    public var theme: Theme
    /// Settings chosen for this and later runs.
    public var settings = Settings()

    /// A dashboard of a terminal that has seen no run yet.
    public init(size: Size, glyphs: GlyphTier = .braille, hasColor: Bool = true, theme: Theme = .dark) {
        self.size = size
        self.glyphs = glyphs
        self.hasColor = hasColor
        self.theme = theme
    }

    /// The content that a frame is drawn from.
    public enum Content: Sendable {
        /// The session is not there yet: what is being done, in words.
        case loading(String)
        case snapshot(Snapshot)
    }

    /// The places of everything on the screen, which clicks are looked up in, too.
    public var arrangement: Arrangement {
        Arrangement(
            size, below: layers.rows(of: size), tabs: view.tabs, zoomed: view.zoomedPane,
            comparing: view.isComparing ? (view.subject.outputsOfPoints == nil ? .samples : .points) : nil,
            chosen: view.panes, subject: view.subject)
    }

    /// Takes a first look at a session: selects something worth seeing.
    public mutating func start(with status: Status) {
        // A layer that learns says more than one that does not.
        let trained = status.layers.filter { $0.parameterCount > 0 }.map(\.column).min() ?? 1
        let column = min(trained, status.columns.count - 1)
        view.selection = Selection(column: column, neuron: column == 1 ? status.suggestedNeuron : 0, input: nil)
        view.panes = status.view.panes.compactMap { PaneCatalog.pane(named: $0)?.id }
        view.subject = RunOutline(of: status)
        for pane in PaneCatalog.all { pane.start(with: status, &view) }
        if let first = view.panes.first, !view.panes.contains(view.focus) { view.focus(first) }
        if let pane = status.view.pane.flatMap(PaneCatalog.pane(named:)) { view.focus(pane.id) }
        view.isZoomed = status.view.isZoomed
        if let grain = status.view.grain { view.grain = grain }
    }

    /// Brings what is on the screen up to the session: what panes remember, and the selection a walk through a layer, to the neuron
    /// whose sum has just grown.
    public mutating func sync(with status: Status) {
        view.isComparing = !status.otherRuns.isEmpty
        for pane in PaneCatalog.all { pane.sync(with: status, &view) }
        view.subject = RunOutline(of: status)
        clampSelection(status)
        guard status.walkState != view.followed else { return }
        view.followed = status.walkState
        guard let walkState = status.walkState else { return }
        var followed = view.selection
        followed.inner = walkState.place
        if let inner = walkState.inner, inner.stage != nil {
            followed.column = inner.column
            followed.neuron = min(walkState.unit, status.columns[inner.column].units - 1)
        } else if walkState.inner == nil {
            (followed.column, followed.neuron) = (walkState.column, walkState.unit)
        }
        guard
            (followed.column, followed.neuron) != (view.selection.column, view.selection.neuron)
                || followed.inner != view.selection.inner
        else { return }
        followed.input = nil
        view.selection = followed
    }

    /// Lets the selected weight be a certain one as soon as it is known which carries most: from then on it stays that one, whatever
    /// becomes of it.
    /// - Returns: true if panes now ask for another weight than before.
    public mutating func selectLargestWeight(_ snapshot: Snapshot) -> Bool {
        guard view.selection.input == nil, let first = snapshot[RankingProbe(selection: view.selection)]?.first else {
            return false
        }
        view.selection.input = first
        return true
    }

    /// Lets the selection be something that there is in this run: a new beginning can have another network, or other data.
    private mutating func clampSelection(_ status: Status) {
        let columns = status.columns
        guard !columns.isEmpty else { return }
        // Which parameters a neuron has follows from the layers; places behind the weights are those of biases and states.
        if let former = view.columnsOfSelection, former != columns { view.selection.input = nil }
        view.columnsOfSelection = columns
        let selection = view.selection
        guard columns.indices.contains(selection.column), selection.neuron < columns[selection.column].units else {
            view.selection = Selection(column: min(1, columns.count - 1), neuron: status.suggestedNeuron, input: nil)
            view.selection.sample = selection.sample
            return
        }
        if let inner = selection.inner, !columns[selection.column].stages.indices.contains(inner.stage) {
            view.selection.inner = nil
        }
    }

    /// The probes of the panes on the screen.
    public func probes(for status: Status?) -> [any Probe] {
        let plan = plan(for: status)
        var own: [any Probe] = [ParameterProbe(selection: view.selection), ProgressProbe(), TitleBar.diagnosis]
        if let probe = LossAfterProbe.wanted(status) { own.append(probe) }
        if view.selection.input == nil { own.append(RankingProbe(selection: view.selection)) }
        return FramePlan.unique(own + layers.layers.flatMap(\.probes) + plan.probes) + otherRunProbes(plan)
    }

    /// A whole frame.
    public func frame(_ content: Content) -> Canvas {
        var canvas = Canvas(size, fill: Cell(" ", theme.plain))
        guard !size.isEmpty else { return canvas }
        switch content {
        case .loading(let what):
            let arrangement = arrangement
            guard !arrangement.isTooSmall else { return tooSmall(canvas) }
            drawLoading(what, in: arrangement, on: &canvas)
            drawLayers(layerContext(nil), on: &canvas)
        case .snapshot(let snapshot):
            let plan = plan(for: snapshot.status)
            guard !plan.arrangement.isTooSmall else { return tooSmall(canvas) }
            draw(snapshot, plan, on: &canvas)
            drawLayers(layerContext(snapshot, plan), on: &canvas)
        }
        canvas.replaceTerminalColors(text: theme.text, background: theme.background)
        if glyphs == .ascii { canvas.transliterate() }
        return canvas
    }

    private func drawLayers(_ context: LayerContext, on canvas: inout Canvas) {
        for layer in layers.layers { layer.draw(context, on: &canvas) }
    }

    func pane(_ id: PaneID) -> any Pane { PaneCatalog[id] }

    private func draw(_ snapshot: Snapshot, _ plan: FramePlan, on canvas: inout Canvas) {
        let arrangement = plan.arrangement
        TitleBar(
            status: snapshot.status, verdict: view.isComparing ? nil : snapshot[ProgressProbe()],
            finding: view.isComparing ? nil : snapshot[TitleBar.diagnosis]?.findings.first, view: view, theme: theme
        ).draw(in: arrangement.title, on: &canvas)
        let values = frameValues(snapshot)
        for placed in plan.panes {
            let context = context(of: placed.pane, values)
            let reason = snapshot.hasReasons ? snapshot.reason(for: placed.pane.probes) : nil
            drawBorder(of: placed, context, isEmpty: reason != nil, on: &canvas)
            canvas.clipped(to: placed.content) { inner in
                if let reason {
                    drawReason(reason, in: placed.content, on: &inner)
                } else {
                    placed.pane.render(context, in: placed.content, on: &inner)
                }
            }
        }
        drawOtherRun(snapshot, plan, on: &canvas)
        let narration = Narration(
            status: snapshot.status, grain: view.grain, theme: theme, lossAfter: snapshot[LossAfterProbe()])
        narration.draw(in: arrangement.narration, on: &canvas, glyphs: glyphs)
        if isRailTold(snapshot.status, arrangement) {
            // Before anything has happened, what it is about says more than that nothing has.
            narration.draw(in: arrangement.rail, on: &canvas, glyphs: glyphs)
        } else {
            PhaseRail(status: snapshot.status, view: view, theme: theme).draw(in: arrangement.rail, on: &canvas)
        }
        keyHints(snapshot.status).draw(in: arrangement.hints, on: &canvas)
    }

    /// True where the scenario's sentence stands in place of the rail.
    func isRailTold(_ status: Status, _ arrangement: Arrangement) -> Bool {
        arrangement.narration.isEmpty && status.phase == nil && !status.summary.isEmpty
    }

    func keyHints(_ status: Status) -> KeyHints {
        KeyHints(
            status: status, view: view, news: layers.layers.lazy.compactMap(\.news).last,
            ofPane: pane(view.focus).hints(view, status), theme: theme)
    }

    /// The reason why a pane has nothing to show, in its middle.
    private func drawReason(_ reason: String, in area: Rect, on canvas: inout Canvas) {
        let lines = StyledText(reason, theme.dim).wrapped(to: max(1, min(area.width - 2, 60)))
        let top = area.y + max(0, (area.height - lines.count) / 2)
        let place = Rect(x: area.x + 1, y: top, width: area.width - 2, height: max(0, area.bottom - top))
        canvas.lines(lines, in: place, glyphs: glyphs)
    }

    /// - Parameter isEmpty: the pane has nothing to show, and nothing to say of it.
    func drawBorder(
        of placed: FramePlan.PlacedPane, _ context: PaneContext, isEmpty: Bool = false, on canvas: inout Canvas
    ) {
        let isFocused = placed.place.pane == view.focus
        let titleStyle = isFocused ? theme.style(theme.focus, .bold) : theme.bold
        let note = isEmpty ? .empty : placed.pane.note(context)
        let title = isEmpty ? pane(placed.place.pane).shortTitle : placed.pane.title(context)
        let strip = tabs(of: placed.place, title: title, note: note)
        Frame(
            title: strip.text(strip.tabs.count > 1 ? titleStyle.with(.underline) : titleStyle, theme.dim), note: note,
            style: theme.style(isFocused ? theme.focus : theme.border),
            line: isFocused ? .heavy : .rounded, isOpenBelow: placed.place.isOpenBelow, joinsAbove: placed.place.joinsAbove
        ).draw(in: placed.place.area, on: &canvas, glyphs: glyphs)
    }

    /// A canvas with the one sentence that there is room for.
    private func tooSmall(_ empty: Canvas) -> Canvas {
        var canvas = empty
        let minimum = Arrangement.minimum
        canvas.text(
            "backstep needs \(minimum.width)x\(minimum.height + max(0, layers.rows(of: size) - 1)), has \(size.width)x\(size.height); q quits",
            x: 0, y: 0,
            theme.plain)
        if glyphs == .ascii { canvas.transliterate() }
        return canvas
    }

    private func drawLoading(_ what: String, in arrangement: Arrangement, on canvas: inout Canvas) {
        canvas.fill(arrangement.title, with: Cell(" ", theme.plain))
        canvas.text(" backstep ", x: 0, y: 0, theme.highlight(theme.focus))
        let middle = Rect(x: 0, y: size.height / 2, width: size.width, height: 1)
        canvas.text(StyledText(what + " …", theme.bold), in: middle, .center, glyphs: glyphs)
        KeyHints.quit(theme, waitingKeys: view.waitingKeys).draw(in: arrangement.hints, on: &canvas)
    }
}
