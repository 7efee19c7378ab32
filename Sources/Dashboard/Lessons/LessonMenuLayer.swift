import Inspection
import Lessons
import TerminalGraphics

/// The list of lessons, to begin one.
public struct LessonMenuLayer: DashboardLayer {
    private let all: [Lesson]
    let progress: LessonProgress
    /// Names of courses; the first stands for all lessons.
    private let courses: [String]
    /// The course shown, by its place.
    public private(set) var course = 0
    /// The lesson chosen, by its place.
    public private(set) var index = 0

    init(lessons: [Lesson], progress: LessonProgress) {
        (all, self.progress) = (lessons, progress)
        var courses = ["all"]
        for name in lessons.flatMap(\.courses) where !courses.contains(name) { courses.append(name) }
        self.courses = courses
        chooseOpen()
    }

    /// Lessons of the course.
    var lessons: [Lesson] { course == 0 ? all : all.filter { $0.courses.contains(courses[course]) } }

    /// Chooses the first lesson that is neither gone through nor known.
    private mutating func chooseOpen() { index = lessons.firstIndex { progress.isOpen($0.id) } ?? 0 }

    public mutating func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        guard case .key(let key, let command) = event else { return .stays() }
        switch (key.key, command) {
        case (.enter, _): return lessons.isEmpty ? .closes() : .closes([.learn(lessons[index].id)])
        case (.character("p"), _): return .closes([.ask(.placement)])
        case (.character("r"), _): return .closes([.ask(.review)])
        case (_, .moveNeuron(let step)?): move(step)
        case (_, .moveColumn(let step)?):
            course = (course + step + courses.count) % courses.count
            chooseOpen()
        case (_, .suspend?), (_, .redraw?): return .ignored
        case (.escape, _), (_, .quit?): return .closes()
        case (.home, _): index = 0
        case (.end, _): index = max(0, lessons.count - 1)
        default: break
        }
        return .stays()
    }

    private mutating func move(_ step: Int) {
        guard !lessons.isEmpty else { return }
        index = ((index + step) % lessons.count + lessons.count) % lessons.count
    }

    public func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let theme = context.theme
        let rows = lessons.enumerated().map { place, lesson in row(place, lesson, theme) }
        let keys = "Enter begins · p what I know · r review" + (courses.count > 1 ? " · ← → courses" : "")
        let bounds = canvas.bounds
        let width = min(bounds.width, max(keys.cellWidth + 18, (rows.map(\.width).max() ?? 0) + 4))
        let height = min(bounds.height, max(1, rows.count) + 2)
        let box = Rect(
            x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - height) / 2, width: width, height: height)
        canvas.fill(box, with: Cell(" ", theme.plain))
        let shown = max(1, height - 2)
        let first = min(max(0, index - shown / 2), max(0, rows.count - shown))
        let mark = ScrollMark.text(above: first, below: max(0, rows.count - first - shown))
        let title = course == 0 ? "Lessons" : "Lessons: " + courses[course]
        // The keys are told in any case; that there are more lessons shows by the rows that the box has.
        let notes = [(mark.map { $0 + " · " } ?? "") + keys, keys]
        let note = notes.first { $0.cellWidth + title.cellWidth + 8 <= width } ?? keys
        let inside = Frame(
            title: StyledText(title, theme.style(theme.focus, .bold)), note: StyledText(note, theme.dim),
            style: theme.style(theme.focus), line: .heavy
        ).draw(in: box, on: &canvas, glyphs: context.glyphs)
        if rows.isEmpty {
            canvas.text(StyledText(" There is no lesson.", theme.dim), x: inside.x, y: inside.y, width: inside.width)
        }
        canvas.lines(Array(rows.dropFirst(first)), in: inside, glyphs: context.glyphs)
    }

    private func row(_ place: Int, _ lesson: Lesson, _ theme: Theme) -> StyledText {
        let isChosen = place == index
        let entry = progress.lessons[lesson.id]
        let state = progress.isOpen(lesson.id) ? (entry == nil ? "○" : "◐") : "●"
        let number = String(place + 1)
        let titles = lessons.map(\.title.cellWidth).max() ?? 0
        return StyledText([
            (isChosen ? " ▸ " : "   ", theme.style(theme.focus, .bold)), (state + " ", theme.style(theme.good, .bold)),
            (String(repeating: " ", count: max(0, 2 - number.count)) + number + "  ", theme.dim),
            (lesson.title.padded(to: titles), isChosen ? theme.highlight(theme.focus) : theme.bold),
            ("  \(lesson.minutes) min", theme.dim), ("  " + lesson.id, theme.dim),
            (entry?.isKnown == true && entry?.done == nil ? "  known" : "", theme.dim),
        ])
    }
}
