import Basics

/// Makes a data set of a text: which letter comes next?
///
/// Its letters are given as indices, for an embedding. The last tenth of the text is held out.
struct TextFile: DatasetFormat {
    static let expectation = "a text (.txt)"
    private static let heldOutFraction = 0.1
    private static let limit = 16 << 20

    let path: String

    /// A file whose name says that it is a text, and whose first lines are no rows of a table.
    init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        guard case .file = files.status(of: path), [".txt", ".md"].contains(where: path.lowercased().hasSuffix),
            let start = try? ByteStream(path, in: files, expecting: Self.expectation).start(atMost: 1 << 12),
            !Self.isTable(start)
        else { return nil }
        self.path = path
    }

    /// Whether lines have the same number of cells, more than one; or are numbers.
    static func isTable(_ bytes: some Collection<UInt8>) -> Bool {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { $0.contains { !$0.isWhitespace } }
        // The last one may be cut.
        let rows = lines.dropLast(lines.count > 1 ? 1 : 0).prefix(20)
        guard let first = rows.first else { return false }
        for separator in [",", ";", "\t", "|"] as [Character] {
            let count = first.count { $0 == separator }
            if count > 0, rows.count > 1, rows.allSatisfy({ $0.count { $0 == separator } == count }) { return true }
        }
        return rows.dropFirst().allSatisfy { $0.split(separator: " ").allSatisfy { Double($0.replacing(",", with: ".")) != nil } }
            && rows.count > 1
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let bytes = try ByteStream(path, in: request.environment.files, expecting: Self.expectation).readAll(atMost: Self.limit)
        guard
            let text = String(
                validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, as: UTF8.self)
        else {
            throw InputError(.malformed, path, expected: "text in UTF-8", found: "other bytes", advice: "convert it with iconv")
        }
        let windows = LetterWindows(text)
        guard windows.count >= 2 * LetterWindows.length, windows.letterCount >= 2 else {
            throw InputError(
                .malformed, path, expected: "a text of at least \(3 * LetterWindows.length) letters, of two or more kinds",
                found: "\(windows.count + LetterWindows.length) letters of \(windows.letterCount)")
        }
        return windows.pair(name: name, source: path, heldOut: request.split ?? Self.heldOutFraction, request)
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        throw InputError(
            path, expected: "the text that is trained on alone: its last part is held out", found: "another one",
            advice: "say with --split how much of it")
    }
}
