import KernelLevels

extension Dataset {
    /// Writes the samples at `indices` to `destination`, `[indices.count, featureCount]`; takes no memory.
    ///
    /// Bytes become `byte / 255`, correctly rounded in `Float` as in `Double`.
    @inlinable
    public func fillFeatures<Scalar: BinaryFloatingPoint>(
        of indices: some Collection<Int>, into destination: UnsafeMutablePointer<Scalar>
    ) {
        var row = destination
        var ahead = indices.dropFirst(2).makeIterator()
        for index in indices {
            if let next = ahead.next() { prefetch(sample: next) }
            fillFeatures(ofSample: index, into: row)
            row += featureCount
        }
    }

    /// Has the processor fetch a sample that is filled in a little later.
    @usableFromInline
    func prefetch(sample index: Int) {
        guard index >= 0, index < count else { return }
        switch features {
        case .bytes(let bytes):
            bytes.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { PixelBytes.prefetch(base + index * featureCount, featureCount) }
            }
        case .drawn(let samples): PixelBytes.prefetch(samples.place(of: index), featureCount)
        case .values: break
        }
    }

    /// Writes one sample, `[featureCount]`.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    public func fillFeatures<Scalar: BinaryFloatingPoint>(ofSample index: Int, into row: UnsafeMutablePointer<Scalar>) {
        precondition(index >= 0 && index < count, "sample \(index) of \(count)")
        let start = index * featureCount
        switch features {
        case .bytes(let bytes):
            bytes.withUnsafeBufferPointer { bytes in
                if let base = bytes.baseAddress { Self.scale(base + start, count: featureCount, into: row) }
            }
        case .drawn(let samples): Self.scale(samples.sample(index), count: featureCount, into: row)
        case .values(let values):
            values.withUnsafeBufferPointer { Self.copy($0, from: start, count: featureCount, into: row) }
        }
    }

    /// Writes the class of each sample to `destination`, `[indices.count]`. For class targets only.
    @inlinable
    public func fillClasses<Index: FixedWidthInteger>(
        of indices: some Collection<Int>, into destination: UnsafeMutablePointer<Index>
    ) {
        guard case .classes(let classes) = targets else { preconditionFailure("\(name) has vector targets, no classes") }
        var row = destination
        for index in indices {
            row.pointee = Index(truncatingIfNeeded: classes[index])
            row += 1
        }
    }

    /// Writes the target of each sample to `destination`, `[indices.count, width]`.
    ///
    /// Classes are written one-hot; with two classes and `width` 1, as 0 or 1 (for a net with a single output).
    /// - Parameter width: `targetWidth` unless a single output stands for two classes.
    @inlinable
    public func fillTargets<Scalar: BinaryFloatingPoint>(
        of indices: some Collection<Int>, into destination: UnsafeMutablePointer<Scalar>, width: Int
    ) {
        precondition(accepts(outputs: width), "\(name) has targets of width \(targetWidth), not \(width)")
        var row = destination
        for index in indices {
            switch targets {
            case .classes(let classes):
                let label = Int(classes[index])
                if width == 1 {
                    row.pointee = label == 0 ? 0 : 1
                } else {
                    for place in 0..<width { row[place] = place == label ? 1 : 0 }
                }
            case .vectors(let values, _):
                for place in 0..<width { row[place] = Scalar(values[index * width + place]) }
            }
            row += width
        }
    }

    /// Whether a network with so many outputs can learn these targets.
    public func accepts(outputs: Int) -> Bool {
        outputs == targetWidth || (outputs == 1 && classCount == 2)
    }

    private static func scale<Scalar: BinaryFloatingPoint>(
        _ bytes: UnsafePointer<UInt8>, count: Int, into row: UnsafeMutablePointer<Scalar>
    ) {
        if Scalar.self == Float.self {
            PixelBytes.scale(bytes, count, into: UnsafeMutableRawPointer(row).assumingMemoryBound(to: Float.self))
        } else if Scalar.self == Double.self {
            let doubles = UnsafeMutableRawPointer(row).assumingMemoryBound(to: Double.self)
            for offset in 0..<count { doubles[offset] = Double(bytes[offset]) / 255 }
        } else {
            for offset in 0..<count { row[offset] = Scalar(bytes[offset]) / 255 }
        }
    }

    private static func copy<Scalar: BinaryFloatingPoint>(
        _ values: UnsafeBufferPointer<Float>, from start: Int, count: Int, into row: UnsafeMutablePointer<Scalar>
    ) {
        if Scalar.self == Float.self {
            let floats = UnsafeMutableRawPointer(row).assumingMemoryBound(to: Float.self)
            for offset in 0..<count { floats[offset] = values[start + offset] }
        } else if Scalar.self == Double.self {
            let doubles = UnsafeMutableRawPointer(row).assumingMemoryBound(to: Double.self)
            for offset in 0..<count { doubles[offset] = Double(values[start + offset]) }
        } else {
            for offset in 0..<count { row[offset] = Scalar(values[start + offset]) }
        }
    }
}
