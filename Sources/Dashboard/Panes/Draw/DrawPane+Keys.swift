import Inspection
import TerminalGraphics

extension ViewState {
    /// The picture being drawn, once there has been one.
    public var draw: DrawState? {
        get { self[DrawPaneState.self].draw }
        set { self[DrawPaneState.self].draw = newValue }
    }

    /// Gives the keys back, and looks at the pinned sample again.
    fileprivate mutating func stopDrawing() {
        if draw?.hasZoomed == true { isZoomed = false }
        draw?.hasZoomed = false
        draw?.isActive = false
        draw?.isPenDown = false
        if case .drawing = selection.sample { selection.sample = .pinned }
    }

    fileprivate mutating func lookAtDrawing() {
        if let draw { selection.sample = .drawing(draw.drawing) }
    }
}

private struct DrawPaneState: PaneState {
    var draw: DrawState?
}

/// The keys of the canvas.
public enum DrawCommand: PaneCommand {
    /// Opens the canvas, or goes on with the picture on it.
    case start
    case move(rows: Int, columns: Int)
    case ink
    /// Puts the pen down, or lifts it.
    case pen
    case erase
    case undo, redo
    case clear
    case center
    /// The class that the picture should be.
    case label(Int)
    case leave

    public static var pane: PaneID { .draw }
}

extension DrawPane {
    public var bindings: [KeyBinding<Command>] {
        [
            KeyBinding(
                [.character("d")], .own(DrawCommand.start),
                help: "draw a digit with mouse or keys: the network reads it live", section: "Look")
        ]
            + arrows("move the pen; with Shift by four pixels", withShift: 4) { DrawCommand.move(rows: $0, columns: $1) }
            + [
                key([.character(" ")], .own(DrawCommand.ink), "ink the pixel under the pen"),
                key([KeyPress(.enter)], .own(DrawCommand.pen), "pen down, so that arrows draw, and up"),
                key([KeyPress(.backspace), KeyPress(.delete)], .own(DrawCommand.erase), "erase"),
                key([.character("u")], .own(DrawCommand.undo), "undo a stroke"),
                key([.control("r")], .own(DrawCommand.redo), "redo it"),
                key([.character("c")], .own(DrawCommand.clear), "clear the canvas"),
                key([.character("m")], .own(DrawCommand.center), "let it be seen centered, or as drawn"),
            ]
            + (0...9).map { digit in
                key(
                    [.character(Unicode.Scalar(UInt8(48 + digit)))], .own(DrawCommand.label(digit)),
                    "the class that it should be", display: "0–9")
            }
            + [key([KeyPress(.escape)], .own(DrawCommand.leave), "leave it, and look at the pinned sample again")]
    }

    public func availability(of command: AnyPaneCommand, _ status: Status) -> Availability {
        status.columns.first?.image != nil && status.pinnedLabel != nil
            ? .yes : .no("only pictures of several classes can be drawn: try --data digits")
    }

    public func handle(_ event: PaneEvent, _ view: inout ViewState, _ plan: Plan, _ context: PaneContext) -> [Action]? {
        switch event {
        case .command(let command):
            guard let own = command.own(DrawCommand.self) else { return nil }
            if own == .start {
                start(&view, context)
                return []
            }
            return perform(own, &view, context) ? [] : nil
        case .mouse(let mouse): return draw(mouse, &view, context) ? [] : nil
        }
    }

    private func start(_ view: inout ViewState, _ context: PaneContext) {
        guard let shape = context.status.columns.first?.image else { return }
        if view.draw?.drawing.shape != shape {
            view.draw = DrawState(shape)
            view.draw?.drawing.label = context.status.pinnedLabel ?? 0
        }
        view.draw?.isActive = true
        view.focus(id)
        // Where a pixel would be smaller than half a cell nobody can draw, and there is no room for the gradient.
        let area = Rect(context.request.size)
        if !view.isZoomed, !area.isEmpty, DrawLayout(shape, in: area).canvas.height * 2 < shape.height {
            view.isZoomed = true
            view.draw?.hasZoomed = true
        }
        view.lookAtDrawing()
    }

    /// - Returns: false where keys do not go to the canvas.
    private func perform(_ command: DrawCommand, _ view: inout ViewState, _ context: PaneContext) -> Bool {
        guard var draw = view.draw, draw.isActive else { return false }
        switch command {
        case .start: break
        case .move(let rows, let columns): draw.move(rows: rows, columns: columns)
        case .ink:
            if !draw.isPenDown { draw.beginStroke() }
            draw.drawing.ink(row: draw.row, column: draw.column)
        case .pen:
            draw.isPenDown.toggle()
            if draw.isPenDown {
                draw.beginStroke()
                draw.drawing.ink(row: draw.row, column: draw.column)
            }
        case .erase:
            draw.beginStroke()
            draw.drawing.erase(row: draw.row, column: draw.column)
        case .undo: if !draw.undo() { view.message = "nothing drawn to undo" }
        case .redo: if !draw.redo() { view.message = "no stroke to make again" }
        case .clear:
            draw.beginStroke()
            draw.drawing.clear()
            draw.isPenDown = false
        case .center: draw.drawing.isCentered.toggle()
        case .label(let label): if label < context.status.columns.last?.units ?? 0 { draw.drawing.label = label }
        case .leave:
            view.stopDrawing()
            return true
        }
        view.draw = draw
        view.lookAtDrawing()
        return true
    }

    /// Draws with the mouse. False where it is not over the canvas.
    private func draw(_ mouse: MouseEvent, _ view: inout ViewState, _ context: PaneContext) -> Bool {
        guard var draw = view.draw else { return false }
        let layout = DrawLayout(draw.drawing.shape, in: Rect(context.request.size))
        guard mouse.kind == .press || mouse.kind == .drag, mouse.button != .middle, let pixel = layout.pixel(at: mouse.position)
        else { return false }
        let isNewStroke = mouse.kind == .press || view.focus != id
        if mouse.kind == .press { draw.beginStroke() }
        draw.isActive = true
        draw.isPenDown = false
        draw.drawing.stroke(
            from: isNewStroke ? pixel : (draw.row, draw.column), to: pixel, erases: mouse.button == .right)
        (draw.row, draw.column) = pixel
        view.draw = draw
        if view.focus != id { view.focus(id) }
        view.lookAtDrawing()
        return true
    }

    /// A picture of another size is none of this run's.
    public func sync(with status: Status, _ view: inout ViewState) {
        guard case .drawing(let drawing) = view.selection.sample, drawing.shape != status.columns.first?.image else { return }
        view.stopDrawing()
        if view.focus == id { view.focus(.network) }
    }
}
