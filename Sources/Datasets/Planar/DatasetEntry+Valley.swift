import Basics

extension DatasetEntry {
    /// A straight plane over two inputs of which one is ten times as wide as the other: its mean squared error is a valley, a
    /// hundred times as steep across as along.
    public static let valley = DatasetEntry(
        name: "valley", summary: "y = x[0] + 8·x[1] where x[1] is a tenth as wide: a loss like a long valley, regression"
    ) { request in
        func part(_ count: Int, _ stream: Stream) -> Dataset {
            var inputs: [Float] = []  // [sample, 2]
            var targets: [Float] = []  // [sample, 1]
            for sample in 0..<count {
                var generator = RandomSource(seed: request.seed, stream, sample)
                let (first, second) = generator.normalPair()
                let (noise, _) = generator.normalPair()
                inputs += [Float(first), Float(second / 10)]
                targets.append(Float(first + 0.8 * second + (request.noise ?? 0.02) * noise))
            }
            return Dataset(
                name: "valley", source: "computed, seed \(request.seed), noise \(request.noise ?? 0.02)", sampleShape: [2],
                features: .values(inputs), targets: .vectors(targets, width: 1))
        }
        var pair = DatasetPair(
            train: part(request.trainCount ?? 128, .plane), heldOut: part(request.heldOutCount ?? 128, .planeHeldOut))
        pair.noise = request.noise ?? 0.02
        return pair
    }
}
