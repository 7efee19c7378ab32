/// A text as a data set: windows of letters, and the letter that comes behind each.
struct LetterWindows {
    /// Letters in a window.
    static let length = 16
    /// Windows at most; of a longer text they are spread evenly.
    private static let mostWindows = 400_000
    /// Letters that are told apart, the commonest first; others are one.
    private static let mostLetters = 200
    /// The sign of letters that are too rare for one of their own.
    private static let rare: Character = "�"

    /// Letters of the text, by their places in `letters`.
    private let indices: [Int32]
    /// Names of the letters, in the order of their codes.
    private let letters: [String]

    init(_ text: String) {
        var counts: [Character: Int] = [:]
        for letter in text { counts[letter == "\r\n" ? "\n" : letter, default: 0] += 1 }
        var kept = counts.keys.sorted { (counts[$0] ?? 0, $1) > (counts[$1] ?? 0, $0) }
        if kept.count > Self.mostLetters { kept = kept.prefix(Self.mostLetters - 1).filter { $0 != Self.rare } + [Self.rare] }
        kept.sort()
        var places: [Character: Int32] = [:]
        for (place, letter) in kept.enumerated() { places[letter] = Int32(place) }
        let other = places[Self.rare] ?? 0
        indices = text.map { places[$0 == "\r\n" ? "\n" : $0] ?? other }
        letters = kept.map { $0 == " " ? "␣" : $0.isNewline ? "⏎" : $0 == "\t" ? "⇥" : String($0) }
    }

    /// Different letters there are.
    var letterCount: Int { letters.count }
    /// Letters that have a window before them.
    var count: Int { max(0, indices.count - Self.length) }

    /// The text cut in two: its end is held out, so that no letter of a window there has been learned as an answer.
    func pair(name: String, source: String, heldOut share: Double, _ request: DatasetRequest) -> DatasetPair {
        let border = max(1, min(count - 1, Int((Double(count) * (1 - share)).rounded())))
        // Windows that begin before the border and end behind it are left out.
        let second = min(count - 1, border + Self.length)
        var pair = DatasetPair(
            train: part(0..<border, name: name, source: source), heldOut: part(second..<count, name: name, source: source)
        )
        .limited(train: request.trainCount, heldOut: request.heldOutCount)
        pair.split = share
        return pair
    }

    private func part(_ starts: Range<Int>, name: String, source: String) -> Dataset {
        let count = min(starts.count, Self.mostWindows)
        let places = (0..<count).map { starts.lowerBound + $0 * starts.count / count }
        return Dataset(
            name: name, source: source, sampleShape: [Self.length], classNames: letters, vocabulary: letters,
            task: "which letter comes next?",
            features: .values(places.flatMap { indices[$0..<$0 + Self.length].map { Float($0) } }),
            targets: .classes(places.map { indices[$0 + Self.length] }))
    }
}
