import Basics

/// A data set that can be asked for by name.
public struct DatasetEntry: Sendable {
    /// The name by which it is asked for: `mnist`.
    public let name: String
    /// One line for `backstep data list`.
    public let summary: String
    /// Whether it comes from files that may not be there.
    public let needsFiles: Bool

    private let make: @Sendable (DatasetRequest) throws(InputError) -> DatasetPair

    /// A data set under a name.
    /// - Parameter make: reads, draws or computes it; the request has been checked before.
    public init(
        name: String, summary: String, needsFiles: Bool = false,
        make: @escaping @Sendable (DatasetRequest) throws(InputError) -> DatasetPair
    ) {
        self.name = name
        self.summary = summary
        self.needsFiles = needsFiles
        self.make = make
    }

    /// Reads, draws or computes it.
    public func load(_ request: DatasetRequest) throws(InputError) -> DatasetPair {
        try request.check()
        return try make(request)
    }
}
