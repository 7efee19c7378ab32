extension Dataset {
    /// The samples at `indices`, in that order, as a data set of their own.
    public func subset(_ indices: some Collection<Int>, name: String? = nil, source: String? = nil) -> Dataset {
        func rows<Element>(_ all: [Element], width: Int) -> [Element] {
            var rows: [Element] = []
            rows.reserveCapacity(indices.count * width)
            for index in indices { rows += all[index * width..<(index + 1) * width] }
            return rows
        }
        let chosenFeatures: Features =
            switch features {
            case .bytes(let bytes): .bytes(rows(bytes, width: featureCount))
            case .drawn(let samples):
                .bytes(indices.flatMap { UnsafeBufferPointer(start: samples.sample($0), count: featureCount) })
            case .values(let values): .values(rows(values, width: featureCount))
            }
        let chosenTargets: Targets =
            switch targets {
            case .classes(let classes): .classes(rows(classes, width: 1))
            case .vectors(let values, let width): .vectors(rows(values, width: width), width: width)
            }
        return with(name: name, source: source, features: chosenFeatures, targets: chosenTargets)
    }

    /// The first `limit` samples, or all if there are no more.
    public func prefix(_ limit: Int) -> Dataset {
        precondition(limit > 0, "a data set keeps at least one sample")
        return limit >= count ? self : subset(0..<limit)
    }
}
