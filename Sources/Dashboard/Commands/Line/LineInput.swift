import Inspection

/// A line as it was typed, cut into words that know where they stand.
public struct LineInput: Sendable {
    /// A word of the line.
    public struct Word: Hashable, Sendable {
        /// Its characters.
        public let text: String
        /// Where it begins, counted from the beginning of the line.
        public let start: Int

        /// Where it ends.
        public var end: Int { start + text.unicodeScalars.count }
    }

    /// The command's name as it was typed.
    public let name: Word
    /// The words behind it.
    public let words: [Word]
    /// All that stands behind the name, without the blanks around it.
    public let rest: Word
    /// Where the line ends.
    public let end: Int
    /// Whether the last word is finished: a blank follows it.
    public let endsWithBlank: Bool
    /// The state of the screen.
    public let snapshot: Snapshot?

    /// Whether the line stands as it was refused, and is entered once more: a yes to what it asked.
    var isEnteredAgain = false

    init(_ scalars: some Collection<Unicode.Scalar>, _ snapshot: Snapshot?) {
        let scalars = Array(scalars)
        var words: [Word] = []
        var start: Int?
        for (index, scalar) in (scalars + [" "]).enumerated() {
            if scalar == " " {
                if let first = start { words.append(Self.word(scalars, first..<index)) }
                start = nil
            } else if start == nil {
                start = index
            }
        }
        end = scalars.count
        endsWithBlank = scalars.last == " "
        name = words.first ?? Word(text: "", start: end)
        self.words = Array(words.dropFirst())
        rest =
            self.words.isEmpty
            ? Word(text: "", start: end) : Self.word(scalars, self.words[0].start..<self.words[self.words.count - 1].end)
        self.snapshot = snapshot
    }

    private static func word(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Word {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range])
        return Word(text: String(text), start: range.lowerBound)
    }

    /// The only word; throws where there is none or more.
    /// - Parameter what: what is expected, in words: `a learning rate such as 0.05`.
    public func single(_ what: String) throws(LineError) -> Word {
        guard let word = words.first else { throw LineError("expected \(what)", at: end) }
        if words.count > 1 {
            throw LineError("expected nothing behind \(word.text), found '\(words[1].text)'", at: words[1].start)
        }
        return word
    }

    /// Throws where there is any word.
    public func expectNothing() throws(LineError) {
        if let word = words.first { throw LineError(":\(name.text) takes nothing, found '\(word.text)'", at: word.start) }
    }

    /// The part of a line that the cursor stands behind, completed by the names that begin like it (capitals do not count); all
    /// names where nothing has been typed yet.
    /// - Parameter index: which word behind the name; other words are not completed.
    public func completing(word index: Int = 0, _ names: [String]) -> LineCompletion {
        let typed: Word
        if endsWithBlank || words.isEmpty {
            guard words.count == index else { return .none }
            typed = Word(text: "", start: end)
        } else {
            guard words.count == index + 1 else { return .none }
            typed = words[index]
        }
        return LineCompletion(start: typed.start, candidates: Self.matching(typed.text, names))
    }

    /// The names that begin like `typed`; where none does, those that have it inside.
    static func matching(_ typed: String, _ names: [String]) -> [String] {
        let wanted = typed.lowercased()
        let beginning = names.filter { $0.lowercased().hasPrefix(wanted) }
        return beginning.isEmpty ? names.filter { $0.lowercased().contains(wanted) } : beginning
    }
}

extension LineInput.Word {
    /// A whole number in a range.
    public func integer(_ what: String, in range: ClosedRange<Int>) throws(LineError) -> Int {
        let plain = text.filter { $0 != "_" && $0 != "," }
        guard let number = Int(plain) else { throw LineError("expected \(what), found '\(text)'", at: start) }
        guard range.contains(number) else {
            throw LineError("expected \(what) from \(range.lowerBound) to \(range.upperBound), found \(text)", at: start)
        }
        return number
    }

    /// A finite number above zero.
    public func positiveNumber(_ what: String) throws(LineError) -> Double {
        guard let number = Double(text), number.isFinite, number > 0 else {
            throw LineError("expected \(what), found '\(text)'", at: start)
        }
        return number
    }
}
