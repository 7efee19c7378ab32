import Basics

/// A recipe for labelled points in the plane, about within −1…1 on both axes.
struct PlanarSet: Sendable {
    /// The point without noise: from the class, the point's position 0…1 along its class, and chance.
    typealias Shape = @Sendable (_ label: Int, _ position: Double, _ generator: inout RandomSource) -> (x: Double, y: Double)

    static let defaultTrainCount = 400
    static let defaultHeldOutCount = 200

    let name: String
    var classNames = ["0", "1"]
    /// Standard deviation of the Gaussian noise added to both coordinates.
    let defaultNoise: Double
    let shape: Shape

    /// Training and held-out points: the same recipe, independent noise.
    func pair(_ request: DatasetRequest) -> DatasetPair {
        let counts = Self.counts(request)
        var pair = DatasetPair(
            train: points(counts.train, request, .plane), heldOut: points(counts.heldOut, request, .planeHeldOut))
        pair.noise = request.noise ?? defaultNoise
        pair.split = Double(counts.heldOut) / Double(counts.train + counts.heldOut)
        return pair
    }

    /// The number of points to compute: as many as were asked for; a split divides all of them anew.
    static func counts(_ request: DatasetRequest) -> (train: Int, heldOut: Int) {
        let train = request.trainCount ?? defaultTrainCount
        let heldOut = request.heldOutCount ?? defaultHeldOutCount
        guard let split = request.split else { return (train, heldOut) }
        let held = max(1, min(train + heldOut - 1, Int((Double(train + heldOut) * split).rounded())))
        return (train + heldOut - held, held)
    }

    /// `count` points, classes in turn; each follows from (seed, stream, index) alone.
    func points(_ count: Int, _ request: DatasetRequest, _ stream: Stream) -> Dataset {
        let noise = request.noise ?? defaultNoise
        let classCount = classNames.count
        var values: [Float] = []
        values.reserveCapacity(2 * count)
        for index in 0..<count {
            var generator = RandomSource(seed: request.seed, stream, index)
            // Evenly along the class, each point moved by chance within its share.
            let perClass = max(1, (count + classCount - 1) / classCount)
            let position = (Double(index / classCount) + generator.uniform()) / Double(perClass)
            let point = shape(index % classCount, position, &generator)
            let (noiseX, noiseY) = generator.normalPair()
            values.append(Float(point.x + noise * noiseX))
            values.append(Float(point.y + noise * noiseY))
        }
        return Dataset(
            name: name, source: "computed, seed \(request.seed), noise \(noise)", sampleShape: [2], classNames: classNames,
            features: .values(values), targets: .classes((0..<count).map { Int32($0 % classCount) }))
    }
}
