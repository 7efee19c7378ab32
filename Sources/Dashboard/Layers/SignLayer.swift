import TerminalGraphics

/// The meaning of a sign of the screen, in a box beside it; any key or click closes it and goes on.
struct SignLayer: DashboardLayer {
    let sign: Sign
    let position: Point

    func handle(_ event: LayerEvent, _ context: LayerContext) -> LayerAnswer {
        if case .key(let key, let command) = event, key.key == .escape || command == .cancel { return .closes() }
        if case .mouse(let mouse) = event, mouse.kind != .press { return .stays() }
        return .leaves
    }

    func draw(_ context: LayerContext, on canvas: inout Canvas) {
        let theme = context.theme
        let width = min(canvas.size.width, 56)
        let lines = sign.explanation.wrapped(to: max(8, width - 4)).map { StyledText($0, theme.plain) }
        let height = min(canvas.size.height, lines.count + 2)
        // Below the sign, or above it where there is no room.
        let y = position.y + 1 + height <= canvas.size.height ? position.y + 1 : max(0, position.y - height)
        let x = max(0, min(position.x - 2, canvas.size.width - width))
        let box = Rect(x: x, y: y, width: width, height: height)
        canvas.fill(box, with: Cell(" ", theme.plain))
        let inside = Frame(
            title: StyledText(sign.sign, theme.style(theme.focus, .bold)), note: StyledText("Esc closes", theme.dim),
            style: theme.style(theme.focus), line: .heavy
        ).draw(in: box, on: &canvas, glyphs: context.glyphs)
        canvas.lines(lines, in: inside.inset(horizontal: 1, vertical: 0), glyphs: context.glyphs)
    }
}
