/// The numbers that a sentence tells, in digits or in words.
enum Numerals {
    private static let words: [String: Double] = [
        "half": 0.5, "third": 1.0 / 3, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "ten": 10, "twenty": 20,
        "hundreds": 100,
    ]

    static func told(in sentence: String) -> [Double] {
        sentence.split { !($0.isLetter || $0.isNumber || $0 == ".") }.compactMap { word in
            var word = String(word).lowercased()
            while word.last == "." { word.removeLast() }
            return Double(word) ?? words[word]
        }
    }
}
