extension Sequence {
    /// The first result that there is. A lazy `compactMap` would find it twice: to know where it is, and to take it.
    public func first<Result>(_ transform: (Element) throws -> Result?) rethrows -> Result? {
        for element in self {
            if let result = try transform(element) { return result }
        }
        return nil
    }
}
