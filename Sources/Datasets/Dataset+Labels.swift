extension Dataset {
    /// The first sample of a class, by index: the one that is pinned.
    public func firstIndex(ofClass label: Int) -> Int? {
        guard case .classes(let classes) = targets else { return nil }
        return classes.firstIndex(of: Int32(label))
    }

    /// The next sample of a class after `index`, going round at the end; `index` itself if it is the only one.
    public func index(after index: Int, ofClass label: Int) -> Int? {
        guard case .classes(let classes) = targets else { return nil }
        return (1...count).lazy.map { (index + $0) % count }.first { classes[$0] == Int32(label) }
    }

    /// The sample of a class before `index`, going round at the start; `index` itself if it is the only one.
    public func index(before index: Int, ofClass label: Int) -> Int? {
        guard case .classes(let classes) = targets else { return nil }
        return (1...count).lazy.map { (index - $0 + count) % count }.first { classes[$0] == Int32(label) }
    }

    /// Samples of each class, `[classCount]`.
    public var classHistogram: [Int] {
        guard case .classes(let classes) = targets else { return [] }
        var histogram = [Int](repeating: 0, count: classCount)
        for label in classes { histogram[Int(label)] += 1 }
        return histogram
    }
}
