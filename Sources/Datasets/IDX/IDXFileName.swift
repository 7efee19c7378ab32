/// The content of an IDX file, as its name has it: `train-images-idx3-ubyte.gz`, `t10k-labels.idx1-ubyte`,
/// `emnist-letters-test-images-idx3-ubyte.gz`.
struct IDXFileName: Equatable {
    enum Part: Equatable {
        case train
        case test
        /// The name does not say.
        case whole
    }

    enum Content: Equatable {
        case images
        case labels
    }

    /// The text before the part: empty for MNIST, `emnist-letters` for that set.
    var set: String
    var part: Part
    var content: Content
    /// The number after `idx`.
    var rank: Int
    var isGzip: Bool

    init?(_ name: String) {
        var rest = Substring(name.lowercased())
        isGzip = rest.hasSuffix(".gz")
        if isGzip { rest = rest.dropLast(3) }
        guard let mark = Self.lastRange(of: "idx", in: rest),
            let digit = rest[mark.upperBound...].first?.wholeNumberValue, digit > 0
        else { return nil }
        rank = digit
        rest = Self.trimmed(rest[..<mark.lowerBound])
        if let stem = Self.dropping(["images", "image", "data", "samples"], from: rest) {
            content = .images
            rest = stem
        } else if let stem = Self.dropping(["labels", "label"], from: rest) {
            content = .labels
            rest = stem
        } else {
            return nil
        }
        if let stem = Self.dropping(["train", "training"], from: rest) {
            part = .train
            rest = stem
        } else if let stem = Self.dropping(["t10k", "test", "testing"], from: rest) {
            part = .test
            rest = stem
        } else {
            part = .whole
        }
        set = String(rest)
    }

    private static func dropping(_ words: [String], from text: Substring) -> Substring? {
        words.first { text.hasSuffix($0) }.map { trimmed(text.dropLast($0.count)) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, "-._".contains(last) { text = text.dropLast() }
        return text
    }

    private static func lastRange(of word: String, in text: Substring) -> Range<Substring.Index>? {
        var start = text.endIndex
        while start > text.startIndex {
            start = text.index(before: start)
            if text[start...].hasPrefix(word) { return start..<text.index(start, offsetBy: word.count) }
        }
        return nil
    }
}
