import KernelLevels

extension Dataset {
    /// Writes the samples at `indices` to `destination`, `[indices.count, featureCount]`; takes no memory where indices lie side by side.
    ///
    /// Bytes become `byte / 255`, correctly rounded in `Float` as in `Double`.
    @inlinable
    public func fillFeatures<Scalar: BinaryFloatingPoint>(
        of indices: some Collection<Int>, into destination: UnsafeMutablePointer<Scalar>
    ) {
        let isDone: Void? = indices.withContiguousStorageIfAvailable { fillFeatures(of: $0, into: destination) }
        if isDone == nil { Array(indices).withUnsafeBufferPointer { fillFeatures(of: $0, into: destination) } }
    }

    @usableFromInline
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func fillFeatures<Scalar: BinaryFloatingPoint>(
        of indices: UnsafeBufferPointer<Int>, into destination: UnsafeMutablePointer<Scalar>
    ) {
        // The storage is held once for all samples: holding it for each takes longer than a small sample's filling.
        switch features {
        case .bytes(let bytes):
            bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                fill(
                    of: indices, into: destination, prefetch: { PixelBytes.prefetch(base + $0 * featureCount, featureCount) },
                    fillRow: { Self.scale(base + $0 * featureCount, count: featureCount, into: $1) })
            }
        case .drawn(let samples):
            fill(
                of: indices, into: destination, prefetch: { PixelBytes.prefetch(samples.place(of: $0), featureCount) },
                fillRow: { Self.scale(samples.sample($0), count: featureCount, into: $1) })
        case .values(let values):
            values.withUnsafeBufferPointer { values in
                fill(
                    of: indices, into: destination, prefetch: { _ in },
                    fillRow: { Self.copy(values, from: $0 * featureCount, count: featureCount, into: $1) })
            }
        }
    }

    /// Fills row after row, and has the processor fetch the samples that come a little later.
    @inline(__always)
    private func fill<Scalar: BinaryFloatingPoint>(
        of indices: UnsafeBufferPointer<Int>, into destination: UnsafeMutablePointer<Scalar>, prefetch: (Int) -> Void,
        fillRow: (Int, UnsafeMutablePointer<Scalar>) -> Void
    ) {
        var row = destination
        let samples = 0..<count
        for (place, index) in indices.enumerated() {
            let ahead = place &+ 2
            if ahead < indices.count, samples.contains(indices[ahead]) { prefetch(indices[ahead]) }
            precondition(samples.contains(index), "sample \(index) of \(count)")
            fillRow(index, row)
            row += featureCount
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
