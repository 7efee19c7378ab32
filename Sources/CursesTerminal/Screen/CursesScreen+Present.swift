import CNcurses
import TerminalGraphics

extension CursesScreen {
    /// Whether a frame presented now would be shown.
    public var isReadyForFrame: Bool { isEntered && !isGone && pending.isEmpty }

    /// Shows a frame, or drops it while the terminal has not taken the last one: ``needsFrame`` remembers that, and a wait
    /// reports ``TerminalEvent/writable`` when the time has come.
    public func present(_ canvas: Canvas) {
        var canvas = canvas
        // A console has no Greek letters: they are spelled out.
        if profile.repertoire == .console { canvas.spellLetters() }
        guard isEntered, !isGone else { return }
        flush()
        guard pending.isEmpty else {
            needsFrame = true
            return
        }
        needsFrame = false
        if !give(canvas) {
            translator.startOver()
            shown = []
            _ = give(canvas)
        }
        translator.endFrame()
        let count = cncurses_update()
        guard count > 0 else { return }
        pending.append(sequences.beginFrame)
        pending.append(count: count) { cncurses_take($0.baseAddress, $0.count) }
        pending.append(sequences.endFrame)
        flush()
    }

    /// The next frame draws everything, whatever the terminal shows now.
    public func invalidate() {
        guard isOpen else { return }
        shown = []
        translator.forget()
        cncurses_invalidate()
    }

    /// Gives ncurses the cells that differ from those it has.
    /// - Returns: false where color pairs ran out.
    private func give(_ canvas: Canvas) -> Bool {
        let count = size.width * size.height
        let isAll = shown.count != count
        if isAll { shown = Array(repeating: .blank, count: count) }
        let fits = canvas.size == size
        for y in 0..<size.height {
            let complete = canvas.cells.withUnsafeBufferPointer { cells in
                shown.withUnsafeMutableBufferPointer { shown in
                    rowBuffer.withUnsafeMutableBufferPointer { buffer -> Bool in
                        let row = y * size.width
                        func wanted(_ x: Int) -> Cell { fits ? cells[row + x] : canvas[x, y] }
                        var first = 0
                        var last = size.width - 1
                        if !isAll {
                            while first <= last, wanted(first) == shown[row + first] { first += 1 }
                            while last > first, wanted(last) == shown[row + last] { last -= 1 }
                        }
                        guard first <= last else { return true }
                        for x in first...last {
                            let cell = wanted(x)
                            guard let translated = translator.translate(cell) else { return false }
                            buffer[x - first] = translated
                            shown[row + x] = cell
                        }
                        cncurses_put(Int32(y), Int32(first), buffer.baseAddress, Int32(last - first + 1))
                        return true
                    }
                }
            }
            if !complete { return false }
        }
        return true
    }

    /// Writes what the terminal takes of the pending output.
    func flush() {
        guard !pending.isEmpty else { return }
        switch pending.drain({ device.write($0) }) {
        case .wrote: break
        case .full:
            wasFull = true
            nextWrite = MonotonicTime.now + Self.pause
        case .failed: isGone = true
        }
    }

    /// Appends control bytes and writes them.
    func send(_ bytes: [UInt8]) {
        pending.append(bytes)
        flush()
    }
}
