import Basics

extension DatasetEntry {
    /// Exclusive or, the four corner points; held out are noisy points around the same corners.
    public static let xor = DatasetEntry(name: "xor", summary: "exclusive or: 4 points, which no single layer can separate") {
        request throws(InputError) in
        try request.refuseSplit(of: "xor")
        let corners: [Float] = [0, 0, 0, 1, 1, 0, 1, 1]
        var around = request
        around.noise = request.noise ?? 0.1
        var pair = DatasetPair(
            train: Dataset(
                name: "xor", source: "the four corners", sampleShape: [2], classNames: ["0", "1"], features: .values(corners),
                targets: .classes([0, 1, 1, 0])),
            heldOut: cornerCloud.points(request.heldOutCount ?? 100, around, .planeHeldOut))
        pair.noise = around.noise
        return pair
    }

    /// Exclusive or as clouds: the label says whether the signs of x and y differ.
    public static let noisyXOR = DatasetEntry(name: "xor-noisy", summary: "exclusive or: points in four quadrants") { request in
        PlanarSet(name: "xor-noisy", defaultNoise: 0.05) { label, _, generator in
            // A margin along the axes, so that without noise the classes do not touch.
            let x = generator.uniform(in: 0.1...1) * (generator.uniform() < 0.5 ? 1 : -1)
            let y = generator.uniform(in: 0.1...1)
            return (x, (x > 0) == (label == 0) ? y : -y)
        }.pair(request)
    }

    private static let cornerCloud = PlanarSet(name: "xor", defaultNoise: 0.1) { label, _, generator in
        let first: Double = generator.uniform() < 0.5 ? 0 : 1
        return (first, label == 0 ? first : 1 - first)
    }
}
