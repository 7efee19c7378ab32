extension DatasetEntry {
    /// As many as MNIST has.
    private static let defaultCounts = (train: 60_000, heldOut: 10_000)

    /// The built-in digits.
    public static let digits = DatasetEntry(
        name: "digits", summary: "handwritten digits, 28×28, drawn by backstep: no files needed"
    ) {
        request in
        let digits = SyntheticDigits(seed: request.seed)
        let first = SyntheticDigits.firstHeldOutIndex
        return DatasetPair(
            train: digits.dataset(0..<(request.trainCount ?? defaultCounts.train)),
            heldOut: digits.dataset(first..<first + (request.heldOutCount ?? defaultCounts.heldOut)))
    }
}
