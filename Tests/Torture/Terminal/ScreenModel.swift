/// Screen of a terminal made of software: the cells and modes that a program's bytes lead to.
struct ScreenModel {
    /// A character and how it is written.
    struct Cell: Hashable {
        var scalar: Unicode.Scalar = " "
        var isReverse = false
        var isColored = false
    }

    /// Modes that a program can leave behind.
    struct Modes: Hashable {
        var isAlternateScreen = false
        var isCursorVisible = true
        /// Numbers of the private modes that report something: mouse, paste, focus; or that hold a frame back.
        var reporting: Set<Int> = []
        var hasApplicationKeys = false
        var isInserting = false
        var hasLineDrawing = false
        var hasMargins = false
    }

    private(set) var width: Int
    private(set) var height: Int
    private(set) var modes = Modes()
    /// Sequences that are not understood, by their text.
    private(set) var unknown: Set<String> = []
    /// Bytes of escape sequences' beginnings so far.
    private(set) var escapes = 0
    /// Erasures of the whole screen so far.
    private(set) var clears = 0
    /// Synchronized frames so far.
    private(set) var frames = 0
    /// Numbers of colors that were asked for, by kind: 8, 16, 256 or 1 << 24 at most.
    private(set) var mostColors = 0
    /// Bytes that were written outside of a synchronized frame since the first one.
    private(set) var bytesBetweenFrames = 0
    /// What the program has asked the terminal and not been told yet.
    private(set) var questions: [String] = []

    private var cells: [Cell]
    private var otherCells: [Cell]
    private var column = 0
    private var row = 0
    private var savedCursor = (column: 0, row: 0)
    private var wrapsNext = false
    private var wraps = true
    private var margins: ClosedRange<Int>
    private var pen = Cell()
    private var state = State.ground
    private var pendingBytes: [UInt8] = []
    private var lastScalar: Unicode.Scalar = " "

    private enum State: Equatable {
        case ground
        case escape
        case charset
        case control([UInt8])
        /// A string up to BEL or ST; true: an escape has come in it.
        case string(Bool)
    }

    init(width: Int, height: Int) {
        self.width = max(1, width)
        self.height = max(1, height)
        cells = Array(repeating: Cell(), count: self.width * self.height)
        otherCells = cells
        margins = 0...(self.height - 1)
    }

    /// No sequence has begun without an end.
    var isBetweenSequences: Bool { state == .ground && pendingBytes.isEmpty }

    /// Text is written plainly: no color, nothing reverse.
    var isPenPlain: Bool { !pen.isReverse && !pen.isColored }

    /// Rows as text, without blanks at their ends.
    var rows: [String] {
        (0..<height).map { row in
            var text = String.UnicodeScalarView(cells[row * width..<(row + 1) * width].map(\.scalar))
            while text.last == " " { text.removeLast() }
            return String(text)
        }
    }

    var text: String { rows.joined(separator: "\n") }

    /// Whether any cell is written in reverse.
    var hasReverse: Bool { cells.contains(where: \.isReverse) }

    /// All characters in view.
    var scalars: Set<Unicode.Scalar> { Set(cells.map(\.scalar)) }

    mutating func resize(width: Int, height: Int) {
        let size = (width: max(1, width), height: max(1, height))
        func cut(_ old: [Cell]) -> [Cell] {
            var new = Array(repeating: Cell(), count: size.width * size.height)
            for row in 0..<min(size.height, self.height) {
                for column in 0..<min(size.width, self.width) {
                    new[row * size.width + column] = old[row * self.width + column]
                }
            }
            return new
        }
        (cells, otherCells) = (cut(cells), cut(otherCells))
        (self.width, self.height) = size
        margins = 0...(size.height - 1)
        (column, row, wrapsNext) = (min(column, size.width - 1), min(row, size.height - 1), false)
    }

    mutating func takeQuestions() -> [String] {
        defer { questions = [] }
        return questions
    }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { take(byte) }
    }

    private mutating func take(_ byte: UInt8) {
        if frames > 0, !modes.reporting.contains(2026), state == .ground, byte >= 0x20 { bytesBetweenFrames += 1 }
        switch state {
        case .ground: takeGround(byte)
        case .escape: takeEscape(byte)
        case .charset:
            modes.hasLineDrawing = byte == UInt8(ascii: "0")
            state = .ground
        case .control(var parameters):
            switch byte {
            case 0x18, 0x1A: state = .ground
            case 0x1B: state = .escape
            case 0x40...0x7E:
                state = .ground
                control(parameters, byte)
            default:
                parameters.append(byte)
                state = parameters.count < 64 ? .control(parameters) : .ground
            }
        case .string(let isEscaped):
            if byte == 0x07 || byte == 0x18 || isEscaped && byte == UInt8(ascii: "\\") {
                state = .ground
            } else {
                state = .string(byte == 0x1B)
            }
        }
    }

    private mutating func takeGround(_ byte: UInt8) {
        if byte < 0x80, !pendingBytes.isEmpty {
            // A character that was cut off: whatever comes next ends it.
            pendingBytes = []
            print("\u{FFFD}")
        }
        switch byte {
        case 0x1B: (state, escapes) = (.escape, escapes + 1)
        case 0x08: (column, wrapsNext) = (max(0, column - 1), false)
        case 0x09: column = min(width - 1, (column / 8 + 1) * 8)
        case 0x0A, 0x0B, 0x0C: lineFeed()
        case 0x0D: (column, wrapsNext) = (0, false)
        case 0x0E: modes.hasLineDrawing = true
        case 0x0F: modes.hasLineDrawing = false
        case ..<0x20, 0x7F: break
        case ..<0x80: print(Unicode.Scalar(byte))
        default:
            pendingBytes.append(byte)
            if let text = String(validating: pendingBytes, as: UTF8.self) {
                pendingBytes = []
                for scalar in text.unicodeScalars { print(scalar) }
            } else if pendingBytes.count >= 4 {
                pendingBytes = []
                print("\u{FFFD}")
            }
        }
    }

    private mutating func takeEscape(_ byte: UInt8) {
        state = .ground
        switch byte {
        case UInt8(ascii: "["): state = .control([])
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "^"), UInt8(ascii: "_"): state = .string(false)
        case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
        case UInt8(ascii: "7"): savedCursor = (column, row)
        case UInt8(ascii: "8"): (column, row) = savedCursor
        case UInt8(ascii: "M"): if row == margins.lowerBound { scroll(-1) } else { row = max(0, row - 1) }
        case UInt8(ascii: "D"): lineFeed()
        case UInt8(ascii: "E"):
            (column, wrapsNext) = (0, false)
            lineFeed()
        case UInt8(ascii: "="): modes.hasApplicationKeys = true
        case UInt8(ascii: ">"): modes.hasApplicationKeys = false
        case UInt8(ascii: "H"), UInt8(ascii: "\\"), 0x18: break
        case UInt8(ascii: "c"): self = ScreenModel(width: width, height: height)
        case 0x1B: state = .escape
        default: unknown.insert("ESC " + String(Unicode.Scalar(byte)))
        }
    }
}

extension ScreenModel {
    private mutating func print(_ scalar: Unicode.Scalar) {
        if wrapsNext, wraps {
            column = 0
            lineFeed()
        }
        wrapsNext = false
        if modes.isInserting { insertBlanks(1) }
        var cell = pen
        cell.scalar = scalar
        cells[row * width + column] = cell
        lastScalar = scalar
        if column == width - 1 { wrapsNext = true } else { column += 1 }
    }

    private mutating func lineFeed() {
        wrapsNext = false
        if row == margins.upperBound { scroll(1) } else { row = min(height - 1, row + 1) }
    }

    /// Rows between the margins move up, or down where `count` is below 0.
    private mutating func scroll(_ count: Int, from first: Int? = nil) {
        let region = (first ?? margins.lowerBound)...margins.upperBound
        let old = cells
        for row in region {
            let source = row + count
            for column in 0..<width {
                cells[row * width + column] = region.contains(source) ? old[source * width + column] : blank
            }
        }
    }

    private var blank: Cell {
        var cell = pen
        (cell.scalar, cell.isReverse) = (" ", false)
        return cell
    }

    private mutating func erase(_ range: Range<Int>) {
        for index in range.clamped(to: 0..<cells.count) { cells[index] = blank }
    }

    private mutating func insertBlanks(_ count: Int) {
        let end = (row + 1) * width
        let here = row * width + column
        let kept = max(0, end - here - count)
        let moved = Array(cells[here..<here + kept])
        erase(here..<min(end, here + count))
        cells.replaceSubrange(end - kept..<end, with: moved)
    }

    private mutating func deleteCharacters(_ count: Int) {
        let end = (row + 1) * width
        let here = row * width + column
        let kept = max(0, end - here - count)
        let moved = Array(cells[end - kept..<end])
        cells.replaceSubrange(here..<here + kept, with: moved)
        erase(here + kept..<end)
    }

    private mutating func control(_ bytes: [UInt8], _ final: UInt8) {
        let text = String(decoding: bytes, as: UTF8.self)
        let isPrivate = text.hasPrefix("?") || text.hasPrefix(">") || text.hasPrefix("=")
        let numbers = text.drop { "?>=".contains($0) }.split(separator: ";", omittingEmptySubsequences: false).map {
            Int($0.split(separator: ":").first ?? "") ?? 0
        }
        let first = numbers.first ?? 0
        let count = max(1, min(first, 10_000))
        let here = row * width + column
        if final != UInt8(ascii: "m") { wrapsNext = false }
        switch Character(Unicode.Scalar(final)) {
        case "A": row = max(0, row - count)
        case "B", "e": row = min(height - 1, row + count)
        case "C", "a": column = min(width - 1, column + count)
        case "D": column = max(0, column - count)
        case "G", "`": column = min(width, count) - 1
        case "d": row = min(height, count) - 1
        case "H", "f":
            (row, column) = (min(height, count) - 1, min(width, max(1, numbers.dropFirst().first ?? 1)) - 1)
        case "Z": column = max(0, (column - 1) / 8 * 8)
        case "I": column = min(width - 1, (column / 8 + count) * 8)
        case "J":
            switch first {
            case 0:
                if here == 0 { clears += 1 }
                erase(here..<cells.count)
            case 1: erase(0..<here + 1)
            default:
                clears += 1
                erase(0..<cells.count)
            }
        case "K":
            switch first {
            case 0: erase(here..<(row + 1) * width)
            case 1: erase(row * width..<here + 1)
            default: erase(row * width..<(row + 1) * width)
            }
        case "X": erase(here..<min((row + 1) * width, here + count))
        case "@": insertBlanks(count)
        case "P": deleteCharacters(count)
        case "L": scroll(-count, from: row)
        case "M": scroll(count, from: row)
        case "S": scroll(count)
        case "T": scroll(-count)
        case "b": for _ in 0..<min(count, width * height) { print(lastScalar) }
        case "r":
            let low = max(1, first)
            let high = min(height, numbers.count > 1 && numbers[1] > 0 ? numbers[1] : height)
            margins = low < high ? low - 1...high - 1 : 0...height - 1
            modes.hasMargins = margins != 0...height - 1
            (row, column) = (0, 0)
        case "h", "l":
            for number in numbers {
                isPrivate ? setPrivate(number, final == UInt8(ascii: "h")) : set(number, final == UInt8(ascii: "h"))
            }
        case "m": if !isPrivate { paint(numbers) }
        case "n", "c": questions.append("\(text)\(Character(Unicode.Scalar(final)))")
        case "t", "q", "u", "p", "s", "g": break
        default: unknown.insert("CSI \(text)\(Character(Unicode.Scalar(final)))")
        }
    }

    private mutating func set(_ number: Int, _ isOn: Bool) {
        if number == 4 { modes.isInserting = isOn }
    }

    private mutating func setPrivate(_ number: Int, _ isOn: Bool) {
        switch number {
        case 1: modes.hasApplicationKeys = isOn
        case 7: wraps = isOn
        case 25: modes.isCursorVisible = isOn
        case 47, 1047, 1049:
            guard isOn != modes.isAlternateScreen else { return }
            modes.isAlternateScreen = isOn
            swap(&cells, &otherCells)
            if isOn {
                savedCursor = (column, row)
                cells = Array(repeating: Cell(), count: width * height)
            } else {
                (column, row) = (min(savedCursor.column, width - 1), min(savedCursor.row, height - 1))
            }
        case 9, 1000...1006, 1015, 2004, 2026:
            if number == 2026, isOn { frames += 1 }
            if isOn { modes.reporting.insert(number) } else { modes.reporting.remove(number) }
        case 3, 4, 5, 12, 45, 66, 1034, 1048: break
        default: unknown.insert("mode \(number)")
        }
    }

    private mutating func paint(_ numbers: [Int]) {
        var rest = (numbers.isEmpty ? [0] : numbers)[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: (pen.isReverse, pen.isColored) = (false, false)
            case 7: pen.isReverse = true
            case 27: pen.isReverse = false
            case 30...37, 40...47: color(8)
            case 90...97, 100...107: color(16)
            case 38, 48:
                let kind = rest.popFirst()
                if kind == 5 {
                    color((rest.popFirst() ?? 0) < 16 ? 16 : 256)
                } else {
                    rest = rest.dropFirst(3)
                    color(1 << 24)
                }
            case 39, 49: pen.isColored = false
            default: break
            }
        }
    }

    private mutating func color(_ colors: Int) {
        pen.isColored = true
        mostColors = max(mostColors, colors)
    }
}
