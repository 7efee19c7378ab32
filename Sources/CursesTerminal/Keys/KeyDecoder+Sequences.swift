import TerminalGraphics

/// Escape sequences (ECMA-48 control sequences and SS3) as keys.
extension KeyDecoder {
    private static let longestSequence = 256

    mutating func controlSequence(_ byte: UInt8) {
        switch byte {
        case 0x20...0x7E: break
        default: return restart(with: byte)
        }
        if sequence.count < Self.longestSequence { sequence.append(byte) }
        if sequence.count == 3 {
            if byte == UInt8(ascii: "[") {
                state = .consoleFunction
                return
            }
            if byte == UInt8(ascii: "M") {
                state = .oldMouse(remaining: 3)
                return
            }
        }
        guard byte >= 0x40 || byte == UInt8(ascii: "$") else { return }
        // rxvt ends shifted keys with $, which elsewhere stands in the midst of a reply.
        let parameters = Parameters(sequence.dropFirst(2))
        if byte == UInt8(ascii: "$"), parameters.prefix == nil, parameters.values.count == 1,
            let key = Self.numbered(parameters[0])
        {
            return finish(KeyPress(key, .shift))
        }
        guard byte >= 0x40 else { return }
        if let press = described[sequence] { return finish(press) }
        interpret(final: byte, parameters)
    }

    mutating func singleShift(_ byte: UInt8) {
        switch byte {
        case 0x20...0x7E: break
        default: return restart(with: byte)
        }
        if sequence.count < Self.longestSequence { sequence.append(byte) }
        if (0x30...0x3B).contains(byte) { return }
        if let press = described[sequence] { return finish(press) }
        let parameters = Parameters(sequence.dropFirst(2))
        let modifiers = Self.modifiers(parameters.values.last ?? 0)
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            finish(KeyPress([.up, .down, .right, .left][Int(byte - UInt8(ascii: "a"))], .control))
        case UInt8(ascii: "M"): finish(KeyPress(.enter, modifiers))
        case UInt8(ascii: "I"): finish(KeyPress(.tab, modifiers))
        case UInt8(ascii: " "): finish(KeyPress(.character(" "), modifiers))
        case UInt8(ascii: "X"): finish(KeyPress(.character("="), modifiers))
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            // The keypad's  * + , - . / 0 ... 9.
            finish(KeyPress(.character(Unicode.Scalar(byte - 0x40)), modifiers))
        default:
            if let key = Self.lettered(byte) { return finish(KeyPress(key, modifiers)) }
            // Alt with O, and another key after it.
            emit(KeyPress(.character("O"), .alt))
            restart(with: byte)
        }
    }

    private mutating func interpret(final: UInt8, _ parameters: Parameters) {
        if let prefix = parameters.prefix {
            if prefix == UInt8(ascii: "<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
                mouse(parameters, released: final == UInt8(ascii: "m"))
            }
            return reset()
        }
        // A key's release, where a terminal reports that, is not a key press.
        guard parameters.hasNoIntermediates, !parameters.isRelease else { return reset() }
        let modifiers = Self.modifiers(parameters[1])
        switch final {
        case UInt8(ascii: "~"): tilde(parameters, modifiers)
        case UInt8(ascii: "^"): finish(Self.numbered(parameters[0]).map { KeyPress($0, .control) })
        case UInt8(ascii: "@"): finish(Self.numbered(parameters[0]).map { KeyPress($0, [.control, .shift]) })
        case UInt8(ascii: "u"): finish(Self.encoded(parameters[0], modifiers))
        case UInt8(ascii: "Z"): finish(KeyPress(.tab, modifiers.union(.shift)))
        case UInt8(ascii: "I") where parameters.isEmpty:
            events.append(.focus(true))
            reset()
        case UInt8(ascii: "O") where parameters.isEmpty:
            events.append(.focus(false))
            reset()
        case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
            finish(KeyPress([.up, .down, .right, .left][Int(final - UInt8(ascii: "a"))], .shift))
        default:
            // Keys have no parameters, or 1 and modifiers; anything else is a reply (a cursor position ends in R as F3 does).
            let isKey =
                parameters.isEmpty || (parameters[0] <= 1 && parameters.values.count <= 2 && (0...16).contains(parameters[1]))
            finish(isKey ? Self.lettered(final).map { KeyPress($0, modifiers) } : nil)
        }
    }

    private mutating func tilde(_ parameters: Parameters, _ modifiers: KeyPress.Modifiers) {
        switch parameters[0] {
        case 200:
            reset()
            pasted = []
            state = .paste(matched: 0)
        case 27: finish(Self.encoded(parameters[2], modifiers))
        default: finish(Self.numbered(parameters[0]).map { KeyPress($0, modifiers) })
        }
    }

    /// An SGR mouse report (xterm's mode 1006): button and modifiers; column; row; M or m.
    private mutating func mouse(_ parameters: Parameters, released: Bool) {
        guard parameters.values.count == 3, !bounds.isEmpty else { return }
        let position = Point(
            x: min(max(parameters[1] - 1, 0), bounds.width - 1), y: min(max(parameters[2] - 1, 0), bounds.height - 1))
        let code = parameters[0]
        let button: MouseEvent.Button = [.left, .middle, .right, .none][code & 3]
        switch code & ~0b11100 {
        case 0...2: events.append(.mouse(MouseEvent(released ? .release : .press, button, at: position)))
        case 32...34: events.append(.mouse(MouseEvent(.drag, button, at: position)))
        case 64 where !released: events.append(.mouse(MouseEvent(.scrollUp, .none, at: position)))
        case 65 where !released: events.append(.mouse(MouseEvent(.scrollDown, .none, at: position)))
        default: break
        }
    }

    /// xterm's modifier parameter: 1 + (shift 1, alt 2, control 4, meta 8).
    private static func modifiers(_ parameter: Int) -> KeyPress.Modifiers {
        guard (2...256).contains(parameter) else { return [] }
        let bits = parameter - 1
        var modifiers: KeyPress.Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 0b1010 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    private static func lettered(_ final: UInt8) -> KeyPress.Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P"): .function(1)
        case UInt8(ascii: "Q"): .function(2)
        case UInt8(ascii: "R"): .function(3)
        case UInt8(ascii: "S"): .function(4)
        default: nil
        }
    }

    private static func numbered(_ parameter: Int) -> KeyPress.Key? {
        switch parameter {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(parameter - 10)
        case 17...21: .function(parameter - 11)
        case 23...26: .function(parameter - 12)
        case 28, 29: .function(parameter - 13)
        case 31...34: .function(parameter - 14)
        default: nil
        }
    }

    /// A key by its character code (xterm's modifyOtherKeys, CSI u). Shift is not told where it made the character.
    private static func encoded(_ code: Int, _ modifiers: KeyPress.Modifiers) -> KeyPress? {
        guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value), !(0xE000...0xF8FF).contains(value) else {
            return nil
        }
        if value < 0x20 || value == 0x7F { return press(ascii: UInt8(value), modifiers) }
        if (0x80...0x9F).contains(value) { return nil }
        if modifiers.contains(.shift), (0x61...0x7A).contains(value) {
            return KeyPress(.character(Unicode.Scalar(UInt8(value - 0x20))), modifiers.subtracting(.shift))
        }
        return KeyPress(.character(scalar), modifiers.subtracting(.shift))
    }
}

/// The parameters of a control sequence, between its introducer and its final byte.
struct Parameters {
    /// `<`, `=`, `>` or `?` in front.
    private(set) var prefix: UInt8?
    /// Numbers between semicolons; 0 where there is none, and at most 65,535.
    private(set) var values: [Int] = []
    private(set) var hasNoIntermediates = true
    /// The second number is followed by `:3`.
    private(set) var isRelease = false

    /// From all bytes after the introducer, the last of them final.
    init(_ bytes: some Collection<UInt8>) {
        var value = 0
        var subparameter: Int?
        for byte in bytes.dropLast() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int(byte - UInt8(ascii: "0"))
                if let sub = subparameter {
                    subparameter = min(65_535, sub * 10 + digit)
                } else {
                    value = min(65_535, value * 10 + digit)
                }
            case UInt8(ascii: ":"): subparameter = 0
            case UInt8(ascii: ";"):
                values.append(value)
                (value, subparameter) = (0, nil)
            case UInt8(ascii: "<")...UInt8(ascii: "?"): prefix = byte
            default: hasNoIntermediates = false
            }
            if values.count == 1, let subparameter { isRelease = subparameter == 3 }
        }
        if bytes.count > 1 { values.append(value) }
    }

    var isEmpty: Bool { values.isEmpty }

    /// A parameter; 0 where there are not so many.
    subscript(index: Int) -> Int { index < values.count ? values[index] : 0 }
}
