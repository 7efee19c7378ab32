extension Dataset {
    /// With one more sample at the end. Nil where features are pixels, targets are no classes, or the sample does not fit.
    public func appending(_ sample: [Float], label: Int) -> Dataset? {
        guard case .values(let values) = features, case .classes(let classes) = targets, sample.count == featureCount,
            classNames.indices.contains(label), sample.allSatisfy(\.isFinite)
        else { return nil }
        return Dataset(
            name: name, source: source, sampleShape: sampleShape, classNames: classNames, features: .values(values + sample),
            targets: .classes(classes + [Int32(label)]))
    }
}
