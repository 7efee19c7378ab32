extension DatasetPair {
    /// With one more sample to train on. Nil where features are pixels, or the sample does not fit: another number of features or
    /// targets, a class that is not there, or numbers that are not finite.
    public func adding(_ sample: AddedSample) -> DatasetPair? {
        guard let train = train.appending(sample) else { return nil }
        var pair = with(train: train)
        pair.added = added + [sample]
        return pair
    }

    /// Without the sample that was added last. Nil where none has been added.
    public func removingLastAdded() -> DatasetPair? {
        guard !added.isEmpty else { return nil }
        var pair = with(train: train.prefix(train.count - 1))
        pair.added = added.dropLast()
        return pair
    }
}
