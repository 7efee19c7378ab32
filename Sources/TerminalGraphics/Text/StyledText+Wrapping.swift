extension StyledText {
    /// The lines of the text, none wider than `width` cells: broken at blanks, inside a word only where the word alone is too
    /// wide. Line ends in the text stay; blanks at a break are dropped, blanks that begin a paragraph stay. Empty for a width
    /// of 0.
    public func wrapped(to width: Int) -> [StyledText] {
        guard width > 0 else { return [] }
        if fits(width) { return [self] }
        var characters: [StyledScalar] = []
        for run in runs {
            for scalar in run.text.unicodeScalars { characters.append(StyledScalar(scalar: scalar, style: run.style)) }
        }
        return characters.split(separator: "\n", omittingEmptySubsequences: false).flatMap { Self.wrap($0, to: width) }
    }

    /// Whether it is one line of at most so many cells, without a blank at its end: as most texts are.
    private func fits(_ width: Int) -> Bool {
        var cells = 0
        for run in runs {
            for scalar in run.text.unicodeScalars {
                cells += scalar.cellWidth
                if scalar == "\n" || cells > width { return false }
            }
        }
        guard let last = runs.last else { return true }
        return !last.text.isEmpty && last.text.utf8.last != 0x20
    }

    private static func wrap(_ paragraph: ArraySlice<StyledScalar>, to width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var start = paragraph.startIndex
        while true {
            var end = start
            var cells = 0
            var lastBlank: Int?
            var wordSeen = false
            while end < paragraph.endIndex {
                let scalar = paragraph[end].scalar
                if scalar == " " { if wordSeen { lastBlank = end } } else { wordSeen = true }
                let needed = scalar.cellWidth
                // A wide character is not halved, not even in a room of one cell.
                if cells > 0, cells + needed > width { break }
                cells += needed
                end += 1
            }
            if end == paragraph.endIndex {
                lines.append(text(of: paragraph[start..<end]))
                return lines
            }
            var cut = lastBlank ?? end
            lines.append(text(of: paragraph[start..<cut]))
            while cut < paragraph.endIndex, paragraph[cut].scalar == " " { cut += 1 }
            if cut == paragraph.endIndex { return lines }
            start = cut
        }
    }

    private static func text(of characters: ArraySlice<StyledScalar>) -> StyledText {
        var runs: [Run] = []
        var end = characters.endIndex
        while end > characters.startIndex, characters[end - 1].scalar == " " { end -= 1 }
        for character in characters[..<end] {
            if let last = runs.indices.last, runs[last].style == character.style {
                runs[last].text.unicodeScalars.append(character.scalar)
            } else {
                runs.append(Run(String(character.scalar), character.style))
            }
        }
        return StyledText(runs: runs)
    }
}

private struct StyledScalar {
    var scalar: Unicode.Scalar
    var style: Style
}

extension [StyledScalar] {
    fileprivate func split(separator: Unicode.Scalar, omittingEmptySubsequences: Bool) -> [ArraySlice<StyledScalar>] {
        split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.scalar == separator }
    }
}
