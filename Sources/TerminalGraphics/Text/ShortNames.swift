/// Names cut to a width so that they stay different: what tells them apart is kept, what they share goes first.
public enum ShortNames {
    /// The names in their order, each at most so many cells wide.
    ///
    /// Where they do not fit, what all begin with is left out, then what stands in their middle; where even that makes two alike, a
    /// number stands for the end.
    public static func of(_ names: [String], width: Int) -> [String] {
        guard width > 0 else { return names.map { _ in "" } }
        if names.allSatisfy({ $0.cellWidth <= width }) { return names }
        let bare = withoutCommonStart(names)
        if bare.allSatisfy({ $0.cellWidth <= width }) { return bare }
        for candidates in [names, bare] {
            let cut = candidates.map { $0.cellWidth <= width ? $0 : $0.truncated(to: width) }
            if areDifferent(cut, as: names) { return cut }
        }
        for candidates in [names, bare] where width >= 3 {
            let cut = candidates.map { inTheMiddle($0, width) }
            if areDifferent(cut, as: names) { return cut }
        }
        return numbered(bare, width)
    }

    /// A mark of one cell for each name: the first character that is no other's, or a digit.
    public static func marks(_ names: [String]) -> [Unicode.Scalar] {
        let bare = withoutCommonStart(names)
        var taken: Set<Unicode.Scalar> = []
        return bare.enumerated().map { place, name in
            let candidates = name.unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }
            let digits = "0123456789".unicodeScalars
            let own = candidates.first { !taken.contains($0) && String($0).cellWidth == 1 }
            let mark = own ?? Array(digits)[place % 10]
            taken.insert(mark)
            return mark
        }
    }

    private static func areDifferent(_ cut: [String], as names: [String]) -> Bool { Set(cut).count == Set(names).count }

    /// Names without what all begin with, up to a blank or a mark.
    private static func withoutCommonStart(_ names: [String]) -> [String] {
        guard names.count > 1, let first = names.first else { return names }
        var shared = first[...]
        for name in names.dropFirst() { shared = shared.commonPrefix(with: name) }
        // Something of each name has to be left.
        while !shared.isEmpty, names.contains(where: { $0.count == shared.count }) { shared = shared.dropLast() }
        guard let last = shared.lastIndex(where: { !$0.isLetter && !$0.isNumber }) else {
            // Letters before numbers: class1, class2.
            let rests = names.map { $0.dropFirst(shared.count) }
            let areNumbers = shared.allSatisfy(\.isLetter) && rests.allSatisfy { $0.first?.isNumber == true }
            return areNumbers ? rests.map(String.init) : names
        }
        let length = shared.distance(from: shared.startIndex, to: last) + 1
        return names.map { String($0.dropFirst(length)) }
    }

    private static func inTheMiddle(_ name: String, _ width: Int) -> String {
        guard name.cellWidth > width else { return name }
        let end = (width - 1) / 2
        return start(of: name, width - 1 - end) + "…" + String(name.suffix(end))
    }

    /// As much of a name as fits, without a sign that it goes on.
    private static func start(of name: String, _ width: Int) -> String {
        var (kept, used) = ("", 0)
        for character in name {
            used += String(character).cellWidth
            if used > width { break }
            kept.append(character)
        }
        return kept
    }

    private static func numbered(_ names: [String], _ width: Int) -> [String] {
        names.enumerated().map { place, name in
            let number = String(place)
            return number.count >= width
                ? String(number.suffix(width)) : start(of: name, width - number.count) + number
        }
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
