/// A matrix of values to look at, row by row from the top: a digit, a neuron's weights, a layer's weight matrix.
public struct PixelGrid: Hashable, Sendable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// `rows * columns` values, shared with the array they came from.
    public let values: ArraySlice<Float>  // [row, column]

    /// A picture of `rows * columns` values.
    public init(_ values: ArraySlice<Float>, rows: Int, columns: Int) {
        precondition(
            rows >= 0 && columns >= 0 && values.count == rows * columns,
            "PixelGrid: \(values.count) values for \(rows) rows of \(columns)")
        self.values = values
        self.rows = rows
        self.columns = columns
    }

    /// A picture of `rows * columns` values.
    public init(_ values: [Float], rows: Int, columns: Int) { self.init(values[...], rows: rows, columns: columns) }

    /// Whether it has no pixel.
    public var isEmpty: Bool { rows == 0 || columns == 0 }

    /// A value.
    public subscript(row: Int, column: Int) -> Float { values[values.startIndex + row * columns + column] }

    /// The picture in another size: each new pixel is the mean of the area that it covers (NaN where one of them is), so
    /// larger sizes repeat pixels.
    public func resampled(rows newRows: Int, columns newColumns: Int) -> PixelGrid {
        if newRows == rows, newColumns == columns { return self }
        guard !isEmpty, newRows > 0, newColumns > 0 else {
            return PixelGrid(
                Array(repeating: .nan, count: max(0, newRows * newColumns)), rows: max(0, newRows), columns: max(0, newColumns))
        }
        // First the columns of each row, then the rows.
        let columnSpans = Self.spans(of: columns, in: newColumns)
        let rowSpans = Self.spans(of: rows, in: newRows)
        var narrow = [Float](repeating: 0, count: rows * newColumns)  // [row, new column]
        for row in 0..<rows {
            for (column, span) in columnSpans.enumerated() {
                narrow[row * newColumns + column] = span.mean { self[row, $0] }
            }
        }
        var result = [Float](repeating: 0, count: newRows * newColumns)  // [new row, new column]
        for (row, span) in rowSpans.enumerated() {
            for column in 0..<newColumns {
                result[row * newColumns + column] = span.mean { narrow[$0 * newColumns + column] }
            }
        }
        return PixelGrid(result, rows: newRows, columns: newColumns)
    }

    /// The part of a row or column of `count` pixels that each of `parts` equal parts covers.
    private static func spans(of count: Int, in parts: Int) -> [Span] {
        (0..<parts).map { part in
            // In units of 1/parts of an old pixel everything is a whole number: a new pixel covers `count` units from `part *
            // count` on.
            let start = part * count
            let end = start + count
            let first = start / parts
            let last = (end - 1) / parts
            return Span(
                first: first, last: last,
                firstWeight: Float(min(end, (first + 1) * parts) - start) / Float(parts),
                lastWeight: Float(end - last * parts) / Float(parts))
        }
    }

    private struct Span {
        var first: Int
        var last: Int
        var firstWeight: Float
        var lastWeight: Float

        func mean(_ value: (Int) -> Float) -> Float {
            if first == last { return value(first) }
            var sum = value(first) * firstWeight + value(last) * lastWeight
            for index in first + 1..<last { sum += value(index) }
            return sum / (firstWeight + lastWeight + Float(last - first - 1))
        }
    }
}
