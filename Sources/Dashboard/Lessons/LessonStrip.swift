import Lessons
import TerminalGraphics

/// The strip of a lesson: a rule with its title, at most three lines of text, and the keys that do something for the step. Where
/// there is more to choose from it grows upward, over the panes; these do not move.
struct LessonStrip {
    /// Rows that the panes of a screen leave to it: few where they have few themselves.
    static func rows(of size: Size) -> Int { size.height < 24 ? 3 : 5 }

    let page: LessonPage
    /// News: above the keys where a row is free, else in the rule.
    let message: String?
    let theme: Theme
    /// Whether its first line stands for all, since somebody looks at what is above it.
    var isFolded = false

    /// Its rows on a screen.
    func area(in bounds: Rect) -> Rect {
        let height = min(bounds.height, max(Self.rows(of: bounds.size), lines(width: bounds.width).count + 2))
        return Rect(x: bounds.x, y: bounds.bottom - height, width: bounds.width, height: height)
    }

    func draw(in bounds: Rect, on canvas: inout Canvas, glyphs: GlyphTier) {
        let area = area(in: bounds)
        canvas.fill(area, with: Cell(" ", theme.plain))
        let lines = lines(width: area.width)
        let hasRoom = lines.count < area.height - 2
        let rule = Rect(x: area.x, y: area.y, width: area.width, height: 1)
        drawRule(in: rule, news: hasRoom ? nil : message, on: &canvas, glyphs: glyphs)
        for (index, line) in lines.prefix(area.height - 2).enumerated() {
            canvas.text(line, x: area.x + 1, y: area.y + 1 + index, width: area.width - 1, glyphs: glyphs)
        }
        if hasRoom, let message {
            canvas.text(news(message, area.width - 1), x: area.x + 1, y: area.bottom - 2, width: area.width - 1, glyphs: glyphs)
        }
        canvas.text(bottom(area.width), x: area.x, y: area.bottom - 1, width: area.width, glyphs: glyphs)
    }

    private func news(_ message: String, _ width: Int) -> StyledText {
        StyledText(message.truncated(to: max(0, width)), theme.style(theme.warning, .bold))
    }

    private func drawRule(in area: Rect, news message: String?, on canvas: inout Canvas, glyphs: GlyphTier) {
        let rule = theme.style(theme.border)
        canvas.text(String(repeating: "─", count: area.width), x: area.x, y: area.y, rule)
        canvas.text(
            StyledText([(" " + page.title + " ", theme.style(theme.focus, .bold))]), x: area.x + 2, y: area.y,
            width: area.width * 6 / 10, glyphs: glyphs)
        let place = StyledText([
            (page.progress.isEmpty ? "" : " \(page.progress) ", theme.dim), (page.progress.isEmpty ? "" : "─", rule),
            (" \(page.kind) ", theme.style(theme.strong, .bold)),
        ])
        canvas.text(place, x: area.right - place.width - 2, y: area.y, glyphs: glyphs)
        guard let message else { return }
        let start = area.x + 2 + min(area.width * 6 / 10, page.title.cellWidth + 2) + 1
        let room = area.right - place.width - 3 - start - 2
        guard room > 8 else { return }
        canvas.text(StyledText(" ") + news(message, room) + StyledText(" "), x: start, y: area.y, width: room + 2, glyphs: glyphs)
    }

    // MARK: Text

    /// The lines between the rule and the keys.
    func lines(width: Int) -> [StyledText] { isFolded ? Array(allLines(width: width).prefix(1)) : allLines(width: width) }

    private func allLines(width: Int) -> [StyledText] { page.lines.flatMap { lines(of: $0, max(10, width - 2)) } }

    private func lines(of line: LessonPage.Line, _ room: Int) -> [StyledText] {
        switch line {
        case .text(let text): return StyledText(text, theme.plain).wrapped(to: room)
        case .hint(let text):
            return StyledText([("Hint  ", theme.style(theme.warning, .bold)), (text, theme.plain)]).wrapped(to: room)
        case .entry(let label, let typed, let hint):
            return [
                StyledText([
                    (label.isEmpty ? "= " : label, theme.style(theme.focus, .bold)), (typed, theme.bold),
                    ("▏", theme.style(theme.focus)), (hint, theme.style(theme.warning)),
                ])
            ]
        case .options(let options): return rows(of: options, room)
        case .verdict(let verdict): return lines(of: verdict, room)
        case .right(let text):
            return StyledText([("It is: ", theme.plain), (text, theme.style(theme.good, .bold))]).wrapped(to: room)
        }
    }

    /// Options side by side where there is room, else one below the other.
    private func rows(of options: [LessonPage.Option], _ room: Int) -> [StyledText] {
        if options.contains(where: { !$0.votes.isEmpty }) { return votes(options, room) }
        let texts = options.map(text)
        let starts = starts(of: texts, options, room)
        return stride(from: 0, to: texts.count, by: max(1, starts.count)).map { first in
            var row = StyledText.empty
            for index in first..<min(first + starts.count, texts.count) {
                row.append(String(repeating: " ", count: max(0, starts[index - first] - row.width)), theme.plain)
                row += texts[index]
            }
            return row
        }
    }

    private func text(_ option: LessonPage.Option) -> StyledText {
        let dots = option.confidence.map { " " + String(repeating: "·", count: $0.rawValue) } ?? ""
        let style =
            option.isChosen
            ? theme.highlight(theme.focus) : option.isRight ? theme.style(theme.good, [.bold, .underline]) : theme.plain
        return StyledText([
            (option.key + ") ", theme.style(theme.strong, .bold)), (option.text, style),
            (dots, theme.style(theme.warning, .bold)), (option.isRight ? " ✓" : "", theme.style(theme.good, .bold)),
        ])
    }

    /// Columns at which the options of a row begin.
    private func starts(of texts: [StyledText], _ options: [LessonPage.Option], _ room: Int) -> [Int] {
        // As wide as they may become, so that a choice moves nothing.
        let widths = zip(texts, options).map { text, option in
            text.width + 4 - (option.confidence.map { $0.rawValue + 1 } ?? 0)
        }
        let columns = Self.columns(of: widths, room)
        guard columns == options.count else { return (0..<columns).map { $0 * (room / columns) } }
        return widths.dropLast().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1 + Self.gap) }
    }

    /// The option that stands at a point of the screen, by its place.
    func option(at point: Point, in area: Rect) -> Int? {
        let room = max(10, area.width - 2)
        var y = area.y + 1
        for line in isFolded ? [] : page.lines {
            guard case .options(let options) = line, !options.contains(where: { !$0.votes.isEmpty }) else {
                y += lines(of: line, room).count
                continue
            }
            let columns = starts(of: options.map(text), options, room)
            let rows = (options.count + columns.count - 1) / max(1, columns.count)
            if (y..<y + rows).contains(point.y), let column = columns.lastIndex(where: { $0 <= point.x - area.x - 1 }) {
                let place = (point.y - y) * columns.count + column
                return options.indices.contains(place) ? place : nil
            }
            y += rows
        }
        return nil
    }

    /// Options with a bar for the hands raised in each round, which has its name in words: no color is needed to tell them apart.
    private func votes(_ options: [LessonPage.Option], _ room: Int) -> [StyledText] {
        let names = min(room / 2, options.map(\.text.cellWidth).max() ?? 0)
        let rounds = options.map(\.votes.count).max() ?? 0
        let most = max(1, options.flatMap(\.votes).max() ?? 1)
        let column = (room - names - 5) / max(1, rounds)
        let bar = max(1, column - "  1st ".count - " 100".count)
        return options.map { option in
            var text = StyledText([
                (option.key + ") ", theme.style(theme.strong, .bold)),
                (
                    option.text.truncated(to: names).padded(to: names),
                    option.isRight ? theme.style(theme.good, .bold) : theme.plain
                ),
                (option.isRight ? " ✓" : "  ", theme.style(theme.good, .bold)),
            ])
            for (round, count) in option.votes.enumerated() {
                let cells = count * bar / most
                let color = round == 0 ? theme.faint : round == 1 ? theme.focus : theme.good
                text.append("  \(LessonPlayer.ordinals[min(round, 2)]) ", theme.dim)
                text.append(String(repeating: "▇", count: cells), theme.style(color))
                text.append(" \(count)".padded(to: bar - cells + 4), theme.bold)
            }
            return text
        }
    }

    /// Cells between two options.
    private static let gap = 2

    /// Options in a row: all, two, or one.
    private static func columns(of widths: [Int], _ room: Int) -> Int {
        if widths.reduce(-gap, { $0 + $1 + gap }) <= room { return widths.count }
        return widths.allSatisfy { $0 + gap <= room / 2 } ? 2 : 1
    }

    /// Lines of an answer and the right one; side by side where there is room.
    private func lines(of verdict: Verdict, _ room: Int) -> [StyledText] {
        let sure = verdict.confidence.map { " (\($0.text))" } ?? ""
        let you = StyledText([("you: ", theme.dim), (verdict.given, theme.bold), (sure, theme.dim)])
        if verdict.isRight {
            let text = you + StyledText([("   ✓ so it is", theme.style(theme.good, .bold))])
            return text.wrapped(to: room)
        }
        let so = StyledText([("it is: ", theme.dim), (verdict.right, theme.style(theme.good, .bold))])
        let word = StyledText(verdict.isUnknown ? "" : "   not what you expected", theme.style(theme.warning))
        for line in [you + StyledText("   ") + so + word, you + StyledText("   ") + so] where line.width <= room { return [line] }
        return you.wrapped(to: room) + so.wrapped(to: room)
    }

    // MARK: Keys

    /// Keys of the last row: those that have room, whole. The first stands in any case.
    private func bottom(_ width: Int) -> StyledText {
        var text = StyledText.empty
        for (index, key) in page.keys.enumerated() {
            var words = StyledText.empty
            if !key.keys.isEmpty { words.append(" " + key.keys, theme.style(theme.strong, .bold)) }
            words.append(" " + key.what + " ", theme.dim)
            guard index == 0 || text.width + words.width <= width else { break }
            text += words
        }
        return text
    }

    /// Whether a row of a width has room for all keys.
    func hasRoomForKeys(width: Int) -> Bool {
        page.keys.reduce(0) { $0 + ($1.keys.isEmpty ? 0 : $1.keys.cellWidth + 1) + $1.what.cellWidth + 2 } <= width
    }

    /// The key whose hint stands in a column of the last row; nil where none does, or where it is not a single one.
    func key(at x: Int) -> KeyPress? {
        var start = 0
        for key in page.keys {
            let width = (key.keys.isEmpty ? 0 : key.keys.cellWidth + 1) + key.what.cellWidth + 2
            if (start..<start + width).contains(x) {
                let keys = (try? KeySequence.parse(key.keys)) ?? []
                return keys.count == 1 ? keys[0] : nil
            }
            start += width
        }
        return nil
    }
}
