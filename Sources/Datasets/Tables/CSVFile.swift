import Basics

/// Makes a data set of a CSV file: number columns are what the network sees, one column is what it is to say.
///
/// Numbers are taken as they are. Targets that are whole numbers 0, 1, 2 … or words are classes; other numbers are values
/// to be approximated.
struct CSVFile: DatasetFormat {
    static let expectation = "a CSV file"
    /// The share of the rows that is put aside.
    static let heldOutFraction = 0.25
    /// More different targets than this are no classes.
    static let mostClasses = 256

    let path: String
    private let files: any FileSystem

    /// By the end of its name: `.csv` or `.tsv`, packed or not.
    init?(recognizing path: String, in files: any FileSystem) {
        guard case .file = files.status(of: path),
            [".csv", ".tsv", ".csv.gz", ".tsv.gz"].contains(where: { path.lowercased().hasSuffix($0) })
        else { return nil }
        self.path = path
        self.files = files
    }

    /// Reads a table and puts a part of it aside.
    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let share = request.split ?? Self.heldOutFraction
        let whole = try whole(name, targetColumn: request.targetColumn)
        var pair = DatasetPair(splitting: whole, heldOutFraction: share, seed: request.seed)
        pair.split = share
        return pair
    }

    /// Reads a table whose rows are all held out, for a network that is trained on `train`: as many inputs, and the same classes.
    func readHeldOut(_ request: DatasetRequest, name: String, fitting train: Dataset) throws(InputError) -> Dataset {
        let found = try whole(name, targetColumn: request.targetColumn, classNames: train.classNames)
        guard found.sampleShape == train.sampleShape else {
            throw malformed(
                "\(train.featureCount) inputs in a row as in \(train.name)", "\(found.featureCount)",
                "use a table with the same columns")
        }
        guard found.targetWidth == train.targetWidth, found.classCount == train.classCount else {
            throw malformed(
                "targets as in \(train.name)", found.classCount > 0 ? "\(found.classCount) classes" : "numbers",
                "use a table with the same target column")
        }
        return found
    }

    /// - Parameter known: the classes that there are, where they are known already; a table of a part of them is one of them all.
    private func whole(
        _ name: String, targetColumn: String?, classNames known: [String] = []
    ) throws(InputError) -> Dataset {
        let table = try CommaSeparatedTable(path: path, in: files)
        guard table.header.count >= 2 else {
            throw malformed("at least 2 columns", "\(table.header.count)", "separate cells by commas, semicolons or tabs")
        }
        guard table.rows.count >= 2 else { throw malformed("at least 2 rows", "\(table.rows.count)", "add data") }
        let target = try column(targetColumn, of: table)
        let columns = table.header.indices.filter { $0 != target }
        var values: [Float] = []
        values.reserveCapacity(columns.count * table.rows.count)
        for (row, cells) in table.rows.enumerated() {
            for column in columns { values.append(try number(cells[column], table, row: row, column: column)) }
        }
        let (targets, classNames) = try self.targets(of: table, column: target, known: known)
        return Dataset(
            name: name, source: path, sampleShape: [columns.count], classNames: classNames, features: .values(values),
            targets: targets)
    }

    private func column(_ wanted: String?, of table: CommaSeparatedTable) throws(InputError) -> Int {
        guard let wanted else { return table.header.count - 1 }
        guard let index = table.header.firstIndex(of: wanted) else {
            throw malformed("a column '\(wanted)'", "only \(table.header.joined(separator: ", "))", "name one of these")
        }
        return index
    }

    private func number(
        _ cell: String, _ table: CommaSeparatedTable, row: Int, column: Int
    ) throws(InputError) -> Float {
        guard let number = Float(cell), number.isFinite else {
            let place = "\(path), line \(table.lines[row]), column \(table.header[column])"
            let found = cell.isEmpty ? "an empty cell" : "'\(cell.prefix(40))'"
            throw InputError(.malformed, place, expected: "a finite number", found: found, advice: "correct the cell")
        }
        return number
    }

    private func targets(
        of table: CommaSeparatedTable, column: Int, known: [String]
    ) throws(InputError) -> (Dataset.Targets, classNames: [String]) {
        let cells = table.rows.map { $0[column] }
        let distinct = Set(cells)
        if !known.isEmpty {
            let indices = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, Int32($0)) })
            for (row, cell) in cells.enumerated() where indices[cell] == nil {
                throw InputError(
                    .malformed, "\(path), line \(table.lines[row]), column \(table.header[column])",
                    expected: "one of the classes \(known.prefix(12).joined(separator: ", "))", found: "'\(cell.prefix(40))'",
                    advice: "use a table with the same classes")
            }
            return (.classes(cells.map { indices[$0] ?? 0 }), known)
        }
        if distinct.allSatisfy({ Float($0) == nil }) {
            if let row = cells.firstIndex(of: "") { _ = try number("", table, row: row, column: column) }
            guard distinct.count <= Self.mostClasses else {
                throw malformed(
                    "at most \(Self.mostClasses) classes", "\(distinct.count) different words", "name another target column")
            }
            let names = distinct.sorted()
            let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
            return (.classes(cells.map { indices[$0] ?? 0 }), names)
        }
        var numbers: [Float] = []
        for (row, cell) in cells.enumerated() { numbers.append(try number(cell, table, row: row, column: column)) }
        let largest = numbers.max() ?? 0
        let areClasses = largest < Float(Self.mostClasses) && numbers.allSatisfy { $0 >= 0 && $0 == $0.rounded() }
        guard areClasses, Set(numbers).count == Int(largest) + 1 else { return (.vectors(numbers, width: 1), []) }
        return (.classes(numbers.map { Int32($0) }), (0...Int(largest)).map(String.init))
    }

    private func malformed(_ expected: String, _ found: String, _ advice: String) -> InputError {
        InputError(.malformed, path, expected: expected, found: found, advice: advice)
    }
}
