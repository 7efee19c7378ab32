extension Double {
    /// The shortest decimal that reads back as the same number; whole numbers without `.0`.
    public var shortestText: String {
        description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
}
