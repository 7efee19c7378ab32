import TerminalGraphics

extension KeyDecoder {
    /// The bytes that end a paste: `ESC [ 201 ~`.
    private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    /// More than this is read, and dropped.
    static let longestPaste = 1 << 20

    mutating func paste(_ byte: UInt8, _ matched: Int) {
        if byte == Self.pasteEnd[matched] {
            if matched + 1 < Self.pasteEnd.count {
                state = .paste(matched: matched + 1)
                return
            }
            emitPaste()
            return reset()
        }
        keep(Self.pasteEnd.prefix(matched))
        if byte == Self.pasteEnd[0] {
            state = .paste(matched: 1)
        } else {
            state = .paste(matched: 0)
            keep(CollectionOfOne(byte))
        }
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        if pasted.count < Self.longestPaste { pasted.append(contentsOf: bytes) }
    }

    /// Text as it was meant: lines end in `\n`, other control characters are left out.
    mutating func emitPaste() {
        var text = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in String(decoding: pasted, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": text.append("\n")
            case "\n": if previous != "\r" { text.append("\n") }
            case "\t": text.append(scalar)
            case "\0"..." ": if scalar == " " { text.append(scalar) }
            case "\u{7F}"..."\u{9F}": break
            default: text.append(scalar)
            }
            previous = scalar
        }
        pasted = []
        events.append(.paste(String(text)))
    }
}
