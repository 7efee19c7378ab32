import Inspection
import TerminalGraphics

extension Dashboard {
    /// Opens the canvas, or goes on with the picture on it.
    mutating func startDrawing(_ snapshot: Snapshot?) {
        guard let status = snapshot?.status, let shape = status.columns.first?.image, status.pinnedLabel != nil else {
            view.message = "only pictures of several classes can be drawn: try --data digits"
            return
        }
        if view.draw?.drawing.shape != shape {
            view.draw = DrawState(shape)
            view.draw?.drawing.label = status.pinnedLabel ?? 0
        }
        view.draw?.isActive = true
        focus(.draw)
        // Where a pixel would be smaller than half a cell nobody can draw, and there is no room for the gradient.
        if !view.isZoomed, let area = arrangement.area(of: .draw),
            DrawLayout(shape, in: Frame.content(of: area)).canvas.height * 2 < shape.height
        {
            view.isZoomed = true
            view.draw?.hasZoomed = true
        }
        lookAtDrawing()
    }

    /// Takes a key while keys go to the canvas; nil leaves it to the bindings.
    mutating func draw(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect]? {
        guard var draw = view.draw, draw.isActive, view.focus == .draw else { return nil }
        switch (key.key, key.modifiers) {
        case (.up, let modifiers): draw.move(rows: modifiers.contains(.shift) ? -4 : -1, columns: 0)
        case (.down, let modifiers): draw.move(rows: modifiers.contains(.shift) ? 4 : 1, columns: 0)
        case (.left, let modifiers): draw.move(rows: 0, columns: modifiers.contains(.shift) ? -4 : -1)
        case (.right, let modifiers): draw.move(rows: 0, columns: modifiers.contains(.shift) ? 4 : 1)
        case (.character(" "), []):
            if !draw.isPenDown { draw.beginStroke() }
            draw.drawing.ink(row: draw.row, column: draw.column)
        case (.enter, _):
            draw.isPenDown.toggle()
            if draw.isPenDown {
                draw.beginStroke()
                draw.drawing.ink(row: draw.row, column: draw.column)
            }
        case (.backspace, _), (.delete, _):
            draw.beginStroke()
            draw.drawing.erase(row: draw.row, column: draw.column)
        case (.character("u"), []): if !draw.undo() { view.message = "nothing drawn to undo" }
        case (.character("r"), .control): if !draw.redo() { view.message = "no stroke to make again" }
        case (.character("c"), []):
            draw.beginStroke()
            draw.drawing.clear()
            draw.isPenDown = false
        case (.character("m"), []): draw.drawing.isCentered.toggle()
        case (.character(let scalar), []) where ("0"..."9").contains(scalar):
            let label = Int(scalar.value - 48)
            if label < snapshot?.status.columns.last?.units ?? 0 { draw.drawing.label = label }
        case (.escape, _):
            stopDrawing()
            return []
        default: return nil
        }
        view.draw = draw
        lookAtDrawing()
        return []
    }

    /// Draws with the mouse. False where it is not over the canvas.
    mutating func draw(_ mouse: MouseEvent) -> Bool {
        guard var draw = view.draw, let place = arrangement.places.first(where: { $0.pane == .draw }) else { return false }
        let layout = DrawLayout(draw.drawing.shape, in: Frame.content(of: place.area))
        guard mouse.kind == .press || mouse.kind == .drag, mouse.button != .middle, let pixel = layout.pixel(at: mouse.position)
        else { return false }
        let isNewStroke = mouse.kind == .press || view.focus != .draw
        if mouse.kind == .press { draw.beginStroke() }
        draw.isActive = true
        draw.isPenDown = false
        draw.drawing.stroke(
            from: isNewStroke ? pixel : (draw.row, draw.column), to: pixel, erases: mouse.button == .right)
        (draw.row, draw.column) = pixel
        view.draw = draw
        if view.focus != .draw { focus(.draw) }
        lookAtDrawing()
        return true
    }

    /// Gives the keys back, and looks at the pinned sample again.
    mutating func stopDrawing() {
        if view.draw?.hasZoomed == true { view.isZoomed = false }
        view.draw?.hasZoomed = false
        view.draw?.isActive = false
        view.draw?.isPenDown = false
        if case .drawing = view.selection.sample { view.selection.sample = .pinned }
    }

    private mutating func lookAtDrawing() {
        guard let draw = view.draw else { return }
        view.selection.sample = .drawing(draw.drawing)
    }
}
