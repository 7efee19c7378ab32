import TerminalGraphics

/// Turns the bytes that a terminal sends into input events. A pure state machine: bytes and the time go in, events come out.
///
/// It knows the keys of xterm and its kin (with modifiers), rxvt, the Linux console and whatever the terminal's description adds;
/// SGR mouse reports, focus, bracketed paste. Replies to queries are swallowed however late they come; what is broken or cut off
/// is dropped and never keeps the next key from being understood.
public struct KeyDecoder: Sendable {
    /// The time to wait for the rest of what has begun.
    public struct Patience: Hashable, Sendable {
        /// After Escape: is it the key, or the start of a sequence?
        public var escape: Duration = .milliseconds(25)
        /// In the midst of a sequence.
        public var sequence: Duration = .milliseconds(150)
        /// From the beginning of a reply to its end; keys held meanwhile do not prolong it.
        public var reply: Duration = .milliseconds(500)
        /// In a paste whose end does not come.
        public var paste: Duration = .milliseconds(1500)

        /// The usual waits: short enough for Escape to feel immediate, long enough for a line over ssh.
        public init() {}
    }

    /// The sequence that has been begun.
    enum State: Hashable, Sendable {
        case ground
        /// In a UTF-8 character: its bits so far, continuation bytes to come, the smallest value that needs so many bytes.
        case character(UInt32, remaining: Int, least: UInt32)
        /// After ESC.
        case escape
        /// After ESC [ and after ESC O.
        case controlSequence
        case singleShift
        /// After ESC [ [, the Linux console's function keys.
        case consoleFunction
        /// In the three bytes of an old mouse report.
        case oldMouse(remaining: Int)
        /// In a reply that ends with ST or BEL; true after an ESC.
        case string(escaped: Bool)
        /// In a paste: how many bytes of its end have been seen.
        case paste(matched: Int)
    }

    /// Mouse positions are clamped to this.
    public var bounds = Size(width: 80, height: 24)

    let patience: Patience
    /// Sequences that the terminal's description adds.
    let described: [[UInt8]: KeyPress]
    var state = State.ground
    /// The bytes of the sequence in progress, ESC included.
    var sequence: [UInt8] = []
    /// A second ESC came before this sequence: Alt is held, as rxvt says it.
    var hasAlt = false
    var pasted: [UInt8] = []
    var events: [InputEvent] = []
    private var lastByte: Duration = .zero
    private var began: Duration = .zero

    /// - Parameters:
    ///   - described: Sequences beginning with ESC that the terminal's description has for keys.
    ///   - patience: How long to wait for the rest of a sequence.
    public init(described: [[UInt8]: KeyPress] = [:], patience: Patience = Patience()) {
        self.described = described.filter { $0.key.count > 1 && $0.key[0] == 0x1B }
        self.patience = patience
    }

    /// When ``expire(at:)`` has something to do, as a time on the clock of ``decode(_:at:)``; nil when all is decided.
    public var deadline: Duration? {
        switch state {
        case .ground: nil
        case .escape: lastByte + patience.escape
        case .controlSequence, .singleShift: lastByte + (sequence.count == 2 ? patience.escape : patience.sequence)
        case .string: min(began + patience.reply, lastByte + (sequence.count == 2 ? patience.escape : patience.sequence))
        case .character, .consoleFunction, .oldMouse: lastByte + patience.sequence
        case .paste: lastByte + patience.paste
        }
    }

    /// Takes bytes that came at a time (since any fixed moment) and returns the events they complete.
    public mutating func decode(_ bytes: some Sequence<UInt8>, at now: Duration) -> [InputEvent] {
        var events = expire(at: now)
        for byte in bytes {
            if state == .ground { began = now }
            take(byte)
            lastByte = now
        }
        events += self.events
        self.events.removeAll(keepingCapacity: true)
        return events
    }

    /// Decides what has waited long enough: a lone Escape is the key, a broken sequence is dropped, an endless paste ends.
    public mutating func expire(at now: Duration) -> [InputEvent] {
        guard let deadline, now >= deadline else { return [] }
        switch state {
        case .escape:
            if hasAlt { emit(KeyPress(.escape)) }
            emit(KeyPress(.escape))
        case .controlSequence, .singleShift, .string(escaped: false):
            // Alt with [, O, ], P, X, ^ or _ looks like the start of a sequence.
            if sequence.count == 2 {
                if hasAlt { emit(KeyPress(.escape)) }
                emit(KeyPress(.character(Unicode.Scalar(sequence[1])), .alt))
            }
        case .paste: emitPaste()
        case .ground, .character, .consoleFunction, .oldMouse, .string(escaped: true): break
        }
        reset()
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    // MARK: - One byte

    mutating func reset() {
        state = .ground
        sequence.removeAll(keepingCapacity: true)
        hasAlt = false
    }

    func modified(_ modifiers: KeyPress.Modifiers) -> KeyPress.Modifiers { hasAlt ? modifiers.union(.alt) : modifiers }

    mutating func emit(_ press: KeyPress) { events.append(.key(press)) }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: ground(byte)
        case .character(let bits, let remaining, let least): character(byte, bits, remaining, least)
        case .escape: escape(byte)
        case .controlSequence: controlSequence(byte)
        case .singleShift: singleShift(byte)
        case .consoleFunction:
            if (0x41...0x45).contains(byte) { emit(KeyPress(.function(Int(byte) - 0x40), modified([]))) }
            restart(with: (0x41...0x7E).contains(byte) ? nil : byte)
        case .oldMouse(let remaining):
            if remaining > 1 { state = .oldMouse(remaining: remaining - 1) } else { reset() }
        case .string(let escaped): string(byte, escaped: escaped)
        case .paste(let matched): paste(byte, matched)
        }
    }

    /// Back to the start; a byte that did not belong to the sequence is taken anew.
    mutating func restart(with byte: UInt8?) {
        reset()
        if let byte { ground(byte) }
    }

    private mutating func ground(_ byte: UInt8) {
        switch byte {
        case 0x1B:
            state = .escape
            sequence = [byte]
        case 0x00..<0x80: emit(Self.press(ascii: byte, modified([])))
        case 0xC2...0xDF: state = .character(UInt32(byte & 0x1F), remaining: 1, least: 0x80)
        case 0xE0...0xEF: state = .character(UInt32(byte & 0x0F), remaining: 2, least: 0x800)
        case 0xF0...0xF4: state = .character(UInt32(byte & 0x07), remaining: 3, least: 0x10000)
        default: break
        }
    }

    private mutating func character(_ byte: UInt8, _ bits: UInt32, _ remaining: Int, _ least: UInt32) {
        guard byte & 0xC0 == 0x80 else { return restart(with: byte) }
        let value = bits << 6 | UInt32(byte & 0x3F)
        if remaining > 1 {
            state = .character(value, remaining: remaining - 1, least: least)
            return
        }
        if value >= least, value >= 0xA0, let scalar = Unicode.Scalar(value) { emit(KeyPress(.character(scalar), modified([]))) }
        reset()
    }

    private mutating func escape(_ byte: UInt8) {
        sequence.append(byte)
        if let press = described[sequence] { return finish(press) }
        switch byte {
        case 0x1B:
            if hasAlt { emit(KeyPress(.escape)) }
            hasAlt = true
            sequence = [byte]
        case UInt8(ascii: "["): state = .controlSequence
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string(escaped: false)
        default:
            if hasAlt { emit(KeyPress(.escape)) }
            sequence.removeAll(keepingCapacity: true)
            hasAlt = true
            state = .ground
            ground(byte)
            if state == .ground { reset() }
        }
    }

    mutating func finish(_ press: KeyPress?) {
        if let press { emit(KeyPress(press.key, modified(press.modifiers))) }
        reset()
    }

    /// The key that sends an ASCII byte.
    static func press(ascii byte: UInt8, _ modifiers: KeyPress.Modifiers = []) -> KeyPress {
        switch byte {
        case 0x00: KeyPress(.character(" "), modifiers.union(.control))
        case 0x08, 0x7F: KeyPress(.backspace, modifiers)
        case 0x09: KeyPress(.tab, modifiers)
        case 0x0A, 0x0D: KeyPress(.enter, modifiers)
        case 0x1B: KeyPress(.escape, modifiers)
        case 0x01...0x1A: KeyPress(.character(Unicode.Scalar(byte + 0x60)), modifiers.union(.control))
        case 0x1C...0x1F: KeyPress(.character(Unicode.Scalar(byte + 0x40)), modifiers.union(.control))
        default: KeyPress(.character(Unicode.Scalar(byte)), modifiers)
        }
    }

    // MARK: - Replies

    /// Operating system commands, device control strings and their like: nobody asked, or nobody asks any more.
    private mutating func string(_ byte: UInt8, escaped: Bool) {
        sequence.append(byte)
        if escaped {
            if byte == UInt8(ascii: "\\") { return reset() }
            reset()
            state = .escape
            sequence = [0x1B]
            return escape(byte)
        }
        switch byte {
        case 0x07, 0x18, 0x1A: reset()
        case 0x1B: state = .string(escaped: true)
        default: if sequence.count > 8192 { reset() }
        }
    }
}
