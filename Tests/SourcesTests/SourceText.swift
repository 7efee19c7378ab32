/// The text of a Swift file, with comments and the insides of strings blanked: what is left are names, signs and braces, on the
/// lines and columns where they were.
struct SourceText {
    /// As written.
    let lines: [Substring]
    /// The same lines without comments and strings.
    let code: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var blanker = Blanker(Array(text.utf8))
        code = blanker.blanked().split(separator: "\n", omittingEmptySubsequences: false)
    }
}

/// Overwrites comments and strings with spaces.
private struct Blanker {
    private var bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func blanked() -> String {
        while position < bytes.count {
            if starts("//") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank() }
            } else if starts("/*") {
                comment()
            } else if let hashes = hashesBeforeAQuote() {
                string(hashes)
            } else {
                position += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func starts(_ text: String, at offset: Int = 0) -> Bool {
        bytes[min(bytes.count, position + offset)...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { bytes[position] = UInt8(ascii: " ") }
            position += 1
        }
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < bytes.count
    }

    /// How many `#` stand before a string that begins here; nil where none does.
    private func hashesBeforeAQuote() -> Int? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        return starts("\"", at: hashes) ? hashes : nil
    }

    private mutating func string(_ hashes: Int) {
        let isLong = starts("\"\"\"", at: hashes)
        let marks = String(repeating: "#", count: hashes)
        let end = (isLong ? "\"\"\"" : "\"") + marks
        blank(end.utf8.count)
        while position < bytes.count, !starts(end) {
            if starts("\\" + marks + "(") {
                blank(2 + hashes)
                interpolation()
            } else if hashes == 0, starts("\\") {
                blank(2)
            } else if !isLong, starts("\n") {
                return
            } else {
                blank()
            }
        }
        blank(end.utf8.count)
    }

    /// From behind `\(` to its `)`.
    private mutating func interpolation() {
        var depth = 1
        while position < bytes.count, depth > 0 {
            if let hashes = hashesBeforeAQuote() {
                string(hashes)
                continue
            }
            if starts("(") { depth += 1 }
            if starts(")") { depth -= 1 }
            blank()
        }
    }
}
