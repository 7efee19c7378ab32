import Basics
import ElementaryFunctions

/// A recipe for numbers to be approximated: inputs drawn evenly from −1…1 on each axis, the target a function of them, with
/// noise.
struct RegressionSet: Sendable {
    let name: String
    /// The number of inputs.
    let inputs: Int
    /// Standard deviation of the Gaussian noise added to the target.
    var defaultNoise = 0.05
    let value: @Sendable ([Double]) -> Double

    func pair(_ request: DatasetRequest) -> DatasetPair {
        let counts = PlanarSet.counts(request)
        var pair = DatasetPair(
            train: points(counts.train, request, .plane), heldOut: points(counts.heldOut, request, .planeHeldOut))
        pair.noise = request.noise ?? defaultNoise
        pair.split = Double(counts.heldOut) / Double(counts.train + counts.heldOut)
        return pair
    }

    /// `count` points; each follows from (seed, stream, index) alone.
    private func points(_ count: Int, _ request: DatasetRequest, _ stream: Stream) -> Dataset {
        let noise = request.noise ?? defaultNoise
        var features: [Float] = []
        var targets: [Float] = []
        for index in 0..<count {
            var generator = RandomSource(seed: request.seed, stream, index)
            let input = (0..<inputs).map { _ in generator.uniform(in: -1...1) }
            features += input.map { Float($0) }
            targets.append(Float(value(input) + noise * generator.normalPair().0))
        }
        return Dataset(
            name: name, source: "computed, seed \(request.seed), noise \(noise)", sampleShape: [inputs],
            features: .values(features),
            targets: .vectors(targets, width: 1))
    }
}

extension DatasetEntry {
    /// A tilted plane: one neuron without an activation function is enough.
    public static let slope = DatasetEntry(name: "slope", summary: "numbers on a tilted plane over x and y, to be approximated") {
        request in
        RegressionSet(name: "slope", inputs: 2) { 0.7 * $0[0] - 0.4 * $0[1] }.pair(request)
    }

    /// A hill and a hollow beside each other.
    public static let hills = DatasetEntry(name: "hills", summary: "a hill and a hollow over x and y, numbers to be approximated")
    { request in
        RegressionSet(name: "hills", inputs: 2) { point in
            func bump(_ x: Double, _ y: Double) -> Double {
                Elementary.exp(-((point[0] - x) * (point[0] - x) + (point[1] - y) * (point[1] - y)) / 0.18)
            }
            return bump(0.45, 0.4) - bump(-0.45, -0.35)
        }.pair(request)
    }

    /// One and a half waves over one input.
    public static let wave = DatasetEntry(name: "wave", summary: "a wave over one input, numbers to be approximated") { request in
        RegressionSet(name: "wave", inputs: 1) { Elementary.sin(1.5 * Double.pi * $0[0]) }.pair(request)
    }
}
