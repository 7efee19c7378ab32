import Basics

/// Forms in which a run's numbers are written down, an iteration a line.
public enum MetricsFormat: Hashable, Sendable {
    /// A header with the columns' names, then numbers separated by commas; empty where there is none.
    case csv
    /// A JSON object a line; null where there is no number, and for NaN and ∞.
    case jsonLines

    /// By the end of a file's name: `.csv`, `.jsonl` or `.ndjson`; nil where it says none of them.
    public init?(path: String) {
        let path = path.lowercased()
        if path.hasSuffix(".csv") {
            self = .csv
        } else if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
            self = .jsonLines
        } else {
            return nil
        }
    }

    /// Text above the lines; empty where there is none.
    public func header(_ names: [String]) -> String { self == .csv ? names.joined(separator: ",") + "\n" : "" }

    /// One line.
    /// - Parameters:
    ///   - names: one for each value; letters, digits and dots.
    ///   - values: nil where there is none.
    public func line(_ names: [String], _ values: [Double?]) -> String {
        precondition(names.count == values.count, "\(names.count) names for \(values.count) values")
        switch self {
        case .csv: return values.map { $0?.shortestText ?? "" }.joined(separator: ",") + "\n"
        case .jsonLines:
            let members = zip(names, values).map { ($0, $1.flatMap { $0.isFinite ? .number($0) : nil } ?? JSONValue.null) }
            return JSONValue.object(JSONObject(members)).text + "\n"
        }
    }
}
