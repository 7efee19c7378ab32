import Basics

/// Decides what each column of a table is for, and makes samples of its rows.
struct TableReading {
    /// More different targets than this are no classes.
    static let mostClasses = 256
    /// More words in a column than this are no inputs.
    static let mostInputWords = 32
    /// From so many columns on, some that do not change are usual: a picture's border.
    static let manyColumns = 64
    /// Columns called like this are targets, where there is one of them.
    static let targetNames: Set<String> = [
        "label", "labels", "class", "classes", "target", "targets", "species", "variety", "y", "outcome", "response", "diagnosis",
    ]
    /// Columns called like this are indices, where they count.
    private static let indexNames: Set<String> = [
        "", "id", "index", "idx", "row", "rownames", "row.names", "row_names", "no", "no.", "nr", "#", "unnamed: 0", "column 1",
        "instant", "serialno", "sno", "rowid", "rownumber", "key", "obs", "observation",
    ]

    let table: Table
    let options: TableOptions

    private func malformed(_ expected: String, _ found: String, _ advice: String) -> InputError {
        InputError(.malformed, table.path, expected: expected, found: found, advice: advice)
    }

    /// The use of each column.
    /// - Parameter choice: the target, where somebody has named it.
    func report(target choice: TargetChoice?) throws(InputError) -> TableReport {
        guard table.names.count >= 2 else {
            throw malformed(
                "at least 2 columns", "\(table.names.count)",
                "separate cells by commas, or name what separates them: --table separator:…")
        }
        guard table.rowCount >= 2 else { throw malformed("at least 2 rows", "\(table.rowCount)", "add data") }
        var report = TableReport()
        report.rowCount = table.rowCount
        report.form = form
        let (target, kind) = try targetColumn(choice)
        report.target = table.names[target]
        try findInputs(besides: target, &report)
        report.classes = try classes(ofColumn: target, kind, isNamed: choice != nil)
        return report
    }

    /// The form of the text, where it is not what one would expect.
    private var form: [String] {
        var form: [String] = []
        if table.dialect.separator != TableDialect.comma { form.append("separated by \(table.dialect.separatorName)") }
        if table.dialect.decimal == TableDialect.comma { form.append("decimal commas") }
        if !table.hasHeader { form.append("no header") }
        if table.encoding != .utf8 { form.append(table.encoding.label) }
        return form
    }

    // MARK: Target

    private func targetColumn(_ choice: TargetChoice?) throws(InputError) -> (Int, TargetChoice.Kind?) {
        if let choice { return try choice.find(among: table.names, path: table.path) }
        let last = table.names.indices.last { canBeTarget($0) } ?? table.names.count - 1
        guard table.hasHeader else { return (last, nil) }
        let plain = table.names.map { $0.lowercased() }
        // Beside an x, y is a coordinate unless it comes last.
        let named = plain.indices.filter {
            Self.targetNames.contains(plain[$0]) && !(plain[$0] == "y" && plain.contains("x") && $0 != last)
        }
        return (named.count == 1 ? named[0] : last, nil)
    }

    /// Whether a column can be a target that nobody has named: no dates, nothing that is empty, and no words that are too many for classes.
    private func canBeTarget(_ place: Int) -> Bool {
        let column = table.columns[place]
        if column.isMixed { return true }
        return !table.dates.contains(place) && table.rowCount - column.gaps > 1
            && !(column.isOfWords && (column.isFreeText || column.words.count > Self.mostClasses))
    }

    /// The names of the classes of a column; empty where it has numbers to be approximated.
    private func classes(ofColumn target: Int, _ kind: TargetChoice.Kind?, isNamed: Bool) throws(InputError) -> [String] {
        let (name, column) = (table.names[target], table.columns[target])
        let cells = table.rowCount - column.gaps
        let other = isNamed ? "name another column with --target" : "name the target with --target"
        guard cells >= 2 else { throw malformed("a target in each row", "\(column.gaps) gaps in column \(name)", other) }
        let words = table.mixed[target] ?? (column.isOfWords ? column : nil)
        if let words {
            if kind == .value { throw wrongCell(column, name, advice: "correct the cell, or leave ':value' out") }
            // One slip among numbers makes no classes of them.
            guard words.words.count <= Self.mostClasses, !words.isFreeText else {
                if column.isMixed { throw wrongCell(column, name, advice: "correct the cell, or name the target with --target") }
                throw malformed(
                    "a target of at most \(Self.mostClasses) classes", "\(Self.count(words)) different words in column \(name)",
                    other)
            }
            try requireTwo(words.words.count, words.words.first ?? "", name, other)
            return words.words.sorted()
        }
        let distinct = Self.distinct(column.numbers, atMost: Self.mostClasses)
        // A few rows of numbers are an example to reckon with by hand: there may be but one thing to say.
        if table.rowCount >= Self.fewestRows || kind == .classes {
            try requireTwo(distinct?.count ?? 2, distinct?.first.map(Self.name) ?? "", name, other)
        }
        switch kind {
        case .value?: return []
        case .classes?:
            guard let distinct else {
                throw malformed("a target of at most \(Self.mostClasses) classes", "more numbers in column \(name)", other)
            }
            return distinct.map(Self.name)
        case nil:
            guard let distinct, distinct.count > 1,
                Self.areClasses(distinct, cells: cells, isNamed: Self.targetNames.contains(name.lowercased()))
            else { return [] }
            return distinct.map(Self.name)
        }
    }

    private func requireTwo(_ count: Int, _ only: String, _ name: String, _ advice: String) throws(InputError) {
        guard count < 2 else { return }
        throw malformed("a target with different values", "'\(only)' in every row of column \(name)", advice)
    }

    /// Whole numbers that come often: 0 to n without a gap, or some few from anywhere, in more than a handful of rows; more of them
    /// where the column is called so. Years are numbers.
    private static func areClasses(_ distinct: [Float], cells: Int, isNamed: Bool) -> Bool {
        guard distinct.allSatisfy({ $0 == $0.rounded() }) else { return false }
        let isCount = distinct.first == 0 && distinct.last == Float(distinct.count - 1)
        if isCount { return distinct.count <= 2 || distinct.count * 3 <= cells * 2 }
        guard cells >= fewestRows else { return false }
        if isNamed {
            // Very many with gaps between them are measured, whatever they are called.
            let isWhole = distinct.last == distinct[0] + Float(distinct.count - 1)
            return distinct.count * (distinct.count <= 20 ? 2 : 5) <= cells && (isWhole || distinct.count <= 64)
        }
        if distinct.count > 2, distinct.allSatisfy({ (1500...2200).contains($0) }) { return false }
        return distinct.count <= 20 && distinct.count * (distinct.count == 2 ? 2 : 5) <= cells
    }

    /// Different numbers of a column, in order; nil where there are more than so many.
    private static func distinct(_ numbers: [Float], atMost limit: Int) -> [Float]? {
        var found: Set<Float> = []
        for number in numbers where !number.isNaN {
            found.insert(number)
            if found.count > limit { return nil }
        }
        return found.sorted()
    }

    private static func name(_ number: Float) -> String {
        number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : "\(number)"
    }

    private static func count(_ column: TableColumn) -> String {
        column.isFreeText ? "more than \(TableColumn.mostWords)" : "\(column.words.count)"
    }

    // MARK: Inputs

    /// Rows of which it means something that a column never changes, or a number comes back.
    private static let fewestRows = 5

    private func findInputs(besides target: Int, _ report: inout TableReport) throws(InputError) {
        for name in options.without where !table.names.contains(name) {
            throw .unknown(.usage, "--table without:\(name)", "a column of \(table.path)", found: name, among: table.names)
        }
        let without = Set(options.without)
        for (place, column) in table.columns.enumerated() where place != target {
            let name = table.names[place]
            if let reason = without.contains(name) ? "as asked" : try omission(place, column, name) {
                report.omissions.append(.init(column: name, reason: reason))
                continue
            }
            if column.isConstant { report.constantCount += 1 }
            if table.dates.contains(place) { report.dates.append(name) }
            if column.isOfWords {
                report.inputs += (table.mixed[place] ?? column).words.sorted().map { .init(column: name, word: $0) }
            } else {
                report.inputs.append(.init(column: name, word: nil))
            }
        }
        if report.inputs.isEmpty, let date = table.dates.filter({ $0 != target && !without.contains(table.names[$0]) }).min() {
            // Better than nothing.
            report.inputs.append(.init(column: table.names[date], word: nil))
            report.dates.append(table.names[date])
            report.omissions.removeAll { $0.column == table.names[date] }
        }
        guard !report.inputs.isEmpty else {
            let reasons = report.omissions.prefix(6).map { "\($0.column) is \($0.reason)" }.joined(separator: ", ")
            throw malformed("a column of numbers or of few words beside \(report.target)", "none: \(reasons)", "add data")
        }
    }

    /// The reason why a column is no input; nil where it is one.
    private func omission(_ place: Int, _ column: TableColumn, _ name: String) throws(InputError) -> String? {
        let cells = table.rowCount - column.gaps
        if cells == 0 { return "empty" }
        if options.gaps == nil, column.gaps * 2 > table.rowCount { return "\(column.gaps) gaps" }
        if column.counts, Self.indexNames.contains(name.lowercased()), table.hasHeader { return "an index" }
        // A word among numbers is a slip.
        if column.isMixed, column.numberCount * 2 >= cells {
            throw wrongCell(column, name, advice: "correct the cell, or leave the column out: --table without:\(name)")
        }
        if table.rowCount >= Self.fewestRows, table.columns.count < Self.manyColumns, (table.mixed[place] ?? column).isConstant {
            return "the same in every row"
        }
        // Dates that come back are measured; of which nearly each is another, they are names of rows.
        if table.dates.contains(place), Self.distinct(column.numbers, atMost: max(3, cells / 2)) == nil {
            return "\(Set(column.numbers.lazy.filter { !$0.isNaN }).count) different dates"
        }
        guard column.isOfWords else { return nil }
        let words = table.mixed[place] ?? column
        if options.words == .drop { return "words" }
        let isFew = words.words.count <= 3 || words.words.count * 2 <= cells
        return words.isFreeText || words.words.count > Self.mostInputWords || !isFew
            ? "\(Self.count(words)) different words" : nil
    }

    private func wrongCell(_ column: TableColumn, _ name: String, advice: String) -> InputError {
        let (text, line) = column.firstWord ?? ("", 0)
        return InputError(
            .malformed, "\(table.path), line \(line), column \(name)", expected: "a finite number",
            found: InputError.quoted(text), advice: advice)
    }

    // MARK: Samples

    /// Samples of the rows that have all that is needed; a gap that is to be filled is NaN.
    /// - Returns: nil in place of samples where no row has.
    func samples(_ report: inout TableReport, name: String) throws(InputError) -> Dataset? {
        let places = Dictionary(table.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        guard let target = places[report.target] else {
            throw malformed(
                "a column '\(report.target)', the target of the training data", "none", "use a table with the same columns")
        }
        var sources: [Source] = []
        for input in report.inputs {
            guard let place = places[input.column] else {
                throw malformed(
                    "a column '\(input.column)' as in the training data", "none", "use a table with the same columns")
            }
            sources.append(try source(input, place))
        }
        let targetWords = table.mixed[target] ?? table.columns[target]
        let fills = options.gaps == .fill
        // A column of many words is looked at once.
        let looked = Set(report.inputs.compactMap { places[$0.column] }).sorted()
        var rows: [Int] = []
        for row in 0..<table.rowCount {
            guard !targetWords.isGap(row) else { continue }
            let gaps = looked.count { (table.mixed[$0] ?? table.columns[$0]).isGap(row) }
            if gaps > 0 {
                guard fills else { continue }
                report.filled += gaps
            }
            rows.append(row)
        }
        report.leftOut = table.rowCount - rows.count
        guard !rows.isEmpty else { return nil }
        let values = [Float](unsafeUninitializedCapacity: rows.count * sources.count) { buffer, count in
            for row in rows {
                for source in sources {
                    buffer[count] = source.value(row)
                    count += 1
                }
            }
        }
        return Dataset(
            name: name, source: table.path, sampleShape: [sources.count], classNames: report.classes,
            inputNames: report.inputs.map(\.name), targetName: report.target, features: .values(values),
            targets: try targets(rows, targetWords, target, report))
    }

    /// Where an input's numbers come from.
    private enum Source {
        case number([Float])
        case word([Int32], Int32)

        func value(_ row: Int) -> Float {
            switch self {
            case .number(let numbers): numbers[row]
            case .word(let codes, let word): codes[row] == word ? 1 : 0
            }
        }
    }

    private func source(_ input: TableReport.Input, _ place: Int) throws(InputError) -> Source {
        guard let word = input.word else {
            let column = table.columns[place]
            guard !column.isOfWords else { throw wrongCell(column, input.column, advice: "correct the cell") }
            return .number(column.numbers)
        }
        let column = table.mixed[place] ?? table.columns[place]
        // A part of a table may lack a word, and a column of numbers has none.
        return .word(
            column.isOfWords ? column.codes : [Int32](repeating: -1, count: table.rowCount),
            column.words.firstIndex(of: word).map { Int32($0) } ?? -2)
    }

    private func targets(
        _ rows: [Int], _ column: TableColumn, _ place: Int, _ report: TableReport
    ) throws(InputError) -> Dataset.Targets {
        guard !report.classes.isEmpty else {
            guard !column.isOfWords else { throw wrongCell(table.columns[place], report.target, advice: "correct the cell") }
            return .vectors(rows.map { column.numbers[$0] }, width: 1)
        }
        let indices = Dictionary(uniqueKeysWithValues: report.classes.enumerated().map { ($1, Int32($0)) })
        let ofWord = column.words.map { indices[$0] }
        var classes: [Int32] = []
        classes.reserveCapacity(rows.count)
        for row in rows {
            let found = column.isOfWords ? ofWord[Int(column.codes[row])] : indices[Self.name(column.numbers[row])]
            guard let found else {
                let text = column.isOfWords ? column.words[Int(column.codes[row])] : Self.name(column.numbers[row])
                throw InputError(
                    .malformed, "\(table.path), column \(report.target)",
                    expected: "one of the classes \(report.classes.prefix(12).joined(separator: ", "))",
                    found: InputError.quoted(text), advice: "use a table with the same classes")
            }
            classes.append(found)
        }
        return .classes(classes)
    }
}
