import Basics

/// Makes a data set of a table in a text file: CSV and what goes by that name.
///
/// Separator, decimal mark, quotes, header and encoding are found out, or said (``TableOptions``). One column is the target
/// (``TargetChoice``); columns of numbers are inputs, and columns of few words become an input for each word. Inputs, and targets that
/// are numbers, are standardized by the training rows.
struct TableFile: DatasetFormat {
    static let expectation = "a table (CSV)"
    static let usualScale = InputScale.standard
    /// The share of the rows that is put aside.
    static let heldOutFraction = 0.25

    let path: String

    /// Any file that no other form recognizes: whether it is a table is seen in its content.
    init?(recognizing path: String, in files: any FileSystem) {
        guard case .file = files.status(of: path) else { return nil }
        self.path = path
    }

    /// Reads a table and puts a part of it aside.
    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let (whole, report) = try whole(request, name: name)
        let share = request.split ?? Self.heldOutFraction
        var pair = DatasetPair(splitting: whole, heldOutFraction: share, seed: request.seed)
            .limited(train: request.trainCount, heldOut: request.heldOutCount)
        (pair.split, pair.table) = (share, report)
        return report.filled > 0 ? pair.fillingGaps() : pair
    }

    private func whole(_ request: DatasetRequest, name: String) throws(InputError) -> (Dataset, TableReport) {
        let reading = TableReading(table: try Table(path: path, request), options: request.table)
        var report = try reading.report(target: request.target)
        guard let whole = try reading.samples(&report, name: name), whole.count >= 2 else {
            throw InputError(
                .malformed, path, expected: "at least 2 rows without gaps",
                found: "\(report.rowCount - report.leftOut) of \(report.rowCount)", advice: "fill gaps with --table gaps:fill")
        }
        return (whole, report)
    }

    /// Reads a table whose rows are all held out: its columns are taken for what they are in the training data.
    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        guard var report = pair.table else {
            let found = try whole(request, name: name).0
            guard found.sampleShape == pair.train.sampleShape, found.targetWidth == pair.train.targetWidth,
                found.classCount == pair.train.classCount
            else {
                throw InputError(
                    .malformed, path, expected: "samples of \(pair.train.featureCount) numbers as in \(pair.train.name)",
                    found: "\(found.featureCount)", advice: "use a table of the same kind")
            }
            return pair.with(heldOut: found)
        }
        let reading = TableReading(table: try Table(path: path, request), options: request.table)
        guard let found = try reading.samples(&report, name: name) else {
            throw InputError(
                .malformed, path, expected: "rows without gaps", found: "none", advice: "fill gaps with --table gaps:fill")
        }
        var fitting = pair.with(heldOut: found.filling(report.means))
        fitting.table?.heldOutLeftOut = report.leftOut
        return fitting
    }
}

extension DatasetPair {
    /// Gaps filled with the means of the training samples, which the report keeps for other samples.
    fileprivate func fillingGaps() -> DatasetPair {
        guard case .values(let values) = train.features else { return self }
        let width = train.featureCount
        let means = (0..<width).map { column in
            let numbers = (0..<train.count).lazy.map { values[$0 * width + column] }.filter { !$0.isNaN }
            let sum = numbers.reduce(0.0) { $0 + Double($1) }
            return numbers.isEmpty ? 0 : Float(sum / Double(numbers.count))
        }
        var pair = with(train: train.filling(means), heldOut: heldOut.filling(means))
        pair.table?.means = means
        return pair
    }
}

extension Dataset {
    /// NaN in a column replaced by its mean.
    fileprivate func filling(_ means: [Float]) -> Dataset {
        guard case .values(var values) = features, !means.isEmpty, values.contains(where: \.isNaN) else { return self }
        for place in values.indices where values[place].isNaN { values[place] = means[place % featureCount] }
        return with(features: .values(values), targets: targets)
    }
}
