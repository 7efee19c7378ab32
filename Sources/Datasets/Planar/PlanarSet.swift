#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A recipe for labelled points in the plane, about within −1…1 on both axes.
struct PlanarSet: Sendable {
    /// The point without noise: from the class, the point's position 0…1 along its class, and chance.
    typealias Shape = @Sendable (_ label: Int, _ position: Double, _ generator: inout SplitMix64) -> (x: Double, y: Double)

    static let defaultTrainCount = 400
    static let defaultHeldOutCount = 200

    let name: String
    var classNames = ["0", "1"]
    /// Standard deviation of the Gaussian noise added to both coordinates.
    let defaultNoise: Double
    let shape: Shape

    /// Training and held-out points: the same recipe, independent noise.
    func pair(_ request: DatasetRequest) -> DatasetPair {
        DatasetPair(
            train: points(request.trainCount ?? Self.defaultTrainCount, request, part: 0),
            heldOut: points(request.heldOutCount ?? Self.defaultHeldOutCount, request, part: 1))
    }

    /// `count` points, classes in turn; each follows from (seed, part, index) alone.
    func points(_ count: Int, _ request: DatasetRequest, part: UInt64) -> Dataset {
        let noise = request.noise ?? defaultNoise
        let classCount = classNames.count
        var values: [Float] = []
        values.reserveCapacity(2 * count)
        for index in 0..<count {
            var generator = SplitMix64(seed: request.seed, stream: Stream.plane &+ part << 32, index: UInt64(index))
            // Evenly along the class, each point moved by chance within its share.
            let perClass = max(1, (count + classCount - 1) / classCount)
            let position = (Double(index / classCount) + generator.nextUnit()) / Double(perClass)
            let point = shape(index % classCount, position, &generator)
            let (noiseX, noiseY) = generator.nextNormalPair()
            values.append(Float(point.x + noise * noiseX))
            values.append(Float(point.y + noise * noiseY))
        }
        return Dataset(
            name: name, source: "computed, seed \(request.seed), noise \(noise)", sampleShape: [2], classNames: classNames,
            features: .values(values), targets: .classes((0..<count).map { Int32($0 % classCount) }))
    }
}

extension SplitMix64 {
    /// Two independent numbers with mean 0 and variance 1 (Box and Muller 1958).
    mutating func nextNormalPair() -> (Double, Double) {
        let radius = (-2 * log(1 - nextUnit())).squareRoot()
        let angle = 2 * Double.pi * nextUnit()
        return (radius * cos(angle), radius * sin(angle))
    }
}
