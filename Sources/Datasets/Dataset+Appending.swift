extension Dataset {
    /// With one more sample at the end. Nil where features are pixels, or the sample does not fit.
    public func appending(_ sample: AddedSample) -> Dataset? {
        guard case .values(let values) = features, sample.features.count == featureCount, sample.features.allSatisfy(\.isFinite)
        else {
            return nil
        }
        let next: Targets
        switch (targets, sample.target) {
        case (.classes(let classes), .label(let label)):
            guard classNames.indices.contains(label) else { return nil }
            next = .classes(classes + [Int32(label)])
        case (.vectors(let vectors, let width), .values(let target)):
            guard target.count == width, target.allSatisfy(\.isFinite) else { return nil }
            next = .vectors(vectors + target, width: width)
        default: return nil
        }
        return with(features: .values(values + sample.features), targets: next)
    }
}
