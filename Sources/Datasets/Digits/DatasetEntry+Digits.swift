import Basics

extension DatasetEntry {
    /// As many as MNIST has.
    private static let defaultCounts = (train: 60_000, heldOut: 10_000)

    /// The built-in digits.
    public static let digits = DatasetEntry(
        name: "digits", summary: "handwritten digits, 28×28, drawn by backstep: no files needed"
    ) {
        request throws(InputError) in
        try request.refuseSplit(of: "digits")
        let digits = SyntheticDigits(seed: request.seed)
        let first = SyntheticDigits.firstHeldOutIndex
        let counts = (train: request.trainCount ?? defaultCounts.train, heldOut: request.heldOutCount ?? defaultCounts.heldOut)
        // A digit's pixels and its label.
        let size = SyntheticDigits.pixelCount + MemoryLayout<Int32>.size
        try request.environment.checkMemory((counts.train + counts.heldOut) * size, for: "\(counts.train) digits to train on")
        let pair = DatasetPair(
            train: digits.dataset(0..<counts.train), heldOut: digits.dataset(first..<first + counts.heldOut))
        // Nobody waits for all of them: those that are needed first are drawn first.
        DrawnSamples.drawInBackground([pair.train, pair.heldOut].compactMap(\.drawnSamples))
        return pair
    }
}
