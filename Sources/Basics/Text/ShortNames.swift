/// Names cut to a width so that they stay different: what tells them apart is kept, what they share goes first.
public enum ShortNames {
    /// The names in their order, each at most so wide.
    ///
    /// Where they do not fit, what all begin with is left out, then their ends, then what stands in their middle; where even that makes
    /// two alike, a number stands for the end.
    /// - Parameter measure: the width of a name; in characters, if nobody says otherwise.
    public static func of(_ names: [String], width: Int, measure: (String) -> Int = { $0.count }) -> [String] {
        guard width > 0 else { return names.map { _ in "" } }
        func fit(_ names: [String]) -> Bool { names.allSatisfy { measure($0) <= width } }
        if fit(names) { return names }
        let bare = withoutCommonStart(names)
        if fit(bare) { return bare }
        let count = Set(names).count
        // Where there is little room, a sign that it goes on is too much.
        for candidates in [names, bare] where width <= 4 {
            let cut = candidates.map { start(of: $0, width, measure) }
            if Set(cut).count == count { return cut }
        }
        for candidates in [names, bare] {
            let cut = candidates.map { measure($0) <= width ? $0 : start(of: $0, width - 1, measure) + "…" }
            if Set(cut).count == count { return cut }
        }
        for candidates in [names, bare] where width >= 3 {
            let cut = candidates.map { measure($0) <= width ? $0 : inTheMiddle($0, width, measure) }
            if Set(cut).count == count, fit(cut) { return cut }
        }
        return numbered(bare, width, measure)
    }

    /// A mark of one character for each name: the first of its letters that is no other's, or a digit.
    public static func marks(_ names: [String]) -> [Unicode.Scalar] {
        var taken: Set<Unicode.Scalar> = []
        return withoutCommonStart(names).enumerated().map { place, name in
            let own = name.unicodeScalars.first {
                !taken.contains($0) && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) && $0.value < 0x1100
            }
            let mark = own ?? Unicode.Scalar(UInt8(ascii: "0") + UInt8(place % 10))
            taken.insert(mark)
            return mark
        }
    }

    /// Names without what all begin with, up to a blank or a mark; letters before numbers go, too: `class1`, `class2`.
    private static func withoutCommonStart(_ names: [String]) -> [String] {
        guard names.count > 1, let first = names.first else { return names }
        var shared = first[...]
        for name in names.dropFirst() { shared = shared.commonPrefix(with: name) }
        // Something of each name has to be left.
        while !shared.isEmpty, names.contains(where: { $0.count == shared.count }) { shared = shared.dropLast() }
        if let last = shared.lastIndex(where: { !$0.isLetter && !$0.isNumber }) {
            let length = shared.distance(from: shared.startIndex, to: last) + 1
            return names.map { String($0.dropFirst(length)) }
        }
        let rests = names.map { String($0.dropFirst(shared.count)) }
        return shared.allSatisfy(\.isLetter) && rests.allSatisfy { $0.first?.isNumber == true } ? rests : names
    }

    private static func inTheMiddle(_ name: String, _ width: Int, _ measure: (String) -> Int) -> String {
        let end = (width - 1) / 2
        return start(of: name, width - 1 - end, measure) + "…" + String(name.suffix(end))
    }

    private static func numbered(_ names: [String], _ width: Int, _ measure: (String) -> Int) -> [String] {
        names.enumerated().map { place, name in
            let number = String(place)
            return number.count >= width ? String(number.suffix(width)) : start(of: name, width - number.count, measure) + number
        }
    }

    /// As much of a name as fits.
    private static func start(of name: String, _ width: Int, _ measure: (String) -> Int) -> String {
        var kept = ""
        for character in name {
            guard measure(kept + String(character)) <= width else { break }
            kept.append(character)
        }
        return kept
    }
}

extension Substring {
    fileprivate func commonPrefix(with other: String) -> Substring {
        var (end, place) = (startIndex, other.startIndex)
        while end < endIndex, place < other.endIndex, self[end] == other[place] {
            end = index(after: end)
            place = other.index(after: place)
        }
        return self[..<end]
    }
}
