import Basics

/// The encoding of a table's text.
public enum TableEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// ISO 8859-1 with Microsoft's characters in 0x80…0x9F, in which spreadsheets write "CSV".
    case windows1252 = "windows-1252"

    /// The encoding of a name as people write it: `latin-1`, `UTF8`, `utf-16`.
    init?(named name: String) {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" }
        switch plain {
        case "utf8": self = .utf8
        case "utf16", "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "latin1", "iso88591", "windows1252", "cp1252": self = .windows1252
        default: return nil
        }
    }

    /// The encoding in a sentence.
    var label: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        case .windows1252: "Latin-1"
        }
    }
}

/// A table's text as UTF-8, whatever its bytes were; line ends are as they were.
struct TableText {
    let encoding: TableEncoding
    let bytes: [UInt8]

    /// Decodes a file. Without an encoding: by its byte order mark, by the noughts of UTF-16, UTF-8 where it is that throughout, else
    /// Windows-1252. Nothing is replaced: two different texts stay different.
    init(_ content: [UInt8], encoding given: TableEncoding?, path: String) throws(InputError) {
        if let foreign = ForeignContent.recognize(content) {
            throw InputError(.malformed, path, expected: "a table of text", found: foreign.found, advice: foreign.advice)
        }
        let mark = Self.mark(of: content)
        let encoding = given ?? mark?.encoding ?? Self.guess(content)
        let start = mark.map { $0.encoding == encoding ? $0.length : 0 } ?? 0
        self.encoding = encoding
        switch encoding {
        case .utf8:
            if let place = Self.firstFault(in: content) {
                throw InputError(
                    .malformed, "\(path), line \(Self.line(of: place, in: content))", expected: "UTF-8",
                    found: "the byte 0x\(String(content[place], radix: 16, uppercase: true))",
                    advice: "try --table encoding:latin-1")
            }
            bytes = start == 0 ? content : Array(content[start...])
        case .windows1252: bytes = Self.fromWindows1252(content)
        case .utf16LittleEndian, .utf16BigEndian:
            guard let text = Self.fromUTF16(content[start...], isBig: encoding == .utf16BigEndian) else {
                throw InputError(
                    .malformed, path, expected: "UTF-16", found: "bytes that are none", advice: "try --table encoding:utf-8")
            }
            bytes = text
        }
        if let place = bytes.firstIndex(of: 0) {
            throw InputError(
                .malformed, "\(path), line \(Self.line(of: place, in: bytes))", expected: "a table of text", found: "a zero byte",
                advice: "name a text file")
        }
    }

    private static func mark(of bytes: [UInt8]) -> (encoding: TableEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        return bytes.starts(with: [0xFE, 0xFF]) ? (.utf16BigEndian, 2) : nil
    }

    /// By the content: in UTF-16 every other byte of digits and Latin letters is 0.
    private static func guess(_ bytes: [UInt8]) -> TableEncoding {
        let start = bytes.prefix(1024)
        let even = start.indices.count { $0.isMultiple(of: 2) && start[$0] == 0 }
        let odd = start.indices.count { !$0.isMultiple(of: 2) && start[$0] == 0 }
        if odd * 3 > start.count, even == 0 { return .utf16LittleEndian }
        if even * 3 > start.count, odd == 0 { return .utf16BigEndian }
        return firstFault(in: bytes) == nil ? .utf8 : .windows1252
    }

    /// The first byte that is no UTF-8.
    private static func firstFault(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                let first = bytes[place]
                if first < 0x80 {
                    place += 1
                    continue
                }
                let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
                guard first >= 0xC2, first <= 0xF4, place + length <= bytes.count else { return place }
                for offset in 1..<length where bytes[place + offset] & 0xC0 != 0x80 { return place }
                // Too long a form, a surrogate, beyond Unicode.
                let second = bytes[place + 1]
                if first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F || first == 0xF0 && second < 0x90
                    || first == 0xF4 && second > 0x8F
                {
                    return place
                }
                place += length
            }
            return nil
        }
    }

    private static func line(of place: Int, in bytes: [UInt8]) -> Int { 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") } }

    /// The characters 0x80…0x9F of Windows-1252; those that it leaves open are control characters, as in ISO 8859-1.
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E,
        0x0178,
    ]

    private static func fromWindows1252(_ bytes: [UInt8]) -> [UInt8] {
        let table: [[UInt8]] = (0..<256).map { byte in
            let value = (0x80..<0xA0).contains(byte) ? windows1252[byte - 0x80] : UInt32(byte)
            return Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? []
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 { text.append(byte) } else { text += table[Int(byte)] }
        }
        return text
    }

    private static func fromUTF16(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> [UInt8]? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).lazy.map { place -> UInt16 in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isBig ? first << 8 | second : second << 8 | first
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let isBroken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { text.append($0) })
        return isBroken ? nil : text
    }
}
