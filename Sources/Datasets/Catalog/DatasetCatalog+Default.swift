extension DatasetCatalog {
    /// A line of `backstep data list`.
    public struct Listing: Sendable, Equatable {
        public let name: String
        public let summary: String
        /// Where its files are; nil for sets that need none, and for those that are not there.
        public let path: String?
        public let isAvailable: Bool
    }

    /// All sets, with where they are.
    /// - Throws: if `$BACKSTEP_DATA` names a folder without data.
    public func listing(_ environment: DataEnvironment) throws(DatasetError) -> [Listing] {
        let place = try MNISTLocator(environment: environment).locate()
        return entries.map { entry in
            Listing(
                name: entry.name, summary: entry.summary, path: entry.needsFiles ? place?.location.path : nil,
                isAvailable: !entry.needsFiles || place != nil)
        }
    }

    /// The set that is used when none is named: MNIST if it is on this machine, else the built-in digits.
    /// - Throws: if `$BACKSTEP_DATA` names a folder without data.
    public func defaultName(_ environment: DataEnvironment) throws(DatasetError) -> String {
        try MNISTLocator(environment: environment).locate() == nil ? "digits" : "mnist"
    }
}
