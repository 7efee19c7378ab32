import Basics

extension DatasetEntry {
    /// Remember the first of six symbols while five others go by: short enough for a plain recurrent network.
    public static let echo = echo(
        named: "echo", length: 6, summary: "six symbols, one after the other; which was the first? 4 classes")

    /// The same over twenty symbols: longer than the error of a plain recurrent network reaches back.
    public static let echoLong = echo(
        named: "echo-long", length: 20, summary: "twenty symbols, one after the other; which was the first? 4 classes")

    private static let names = ["A", "B", "C", "D"]

    private static func echo(named name: String, length: Int, summary: String) -> DatasetEntry {
        DatasetEntry(name: name, summary: summary) { request in
            func part(_ count: Int, _ stream: Stream, isHeldOut: Bool) -> Dataset {
                var values = [Float](repeating: 0, count: count * length * names.count)  // [sample, time, symbol]
                var labels: [Int32] = []
                for sample in 0..<count {
                    var generator = RandomSource(seed: request.seed, stream, sample)
                    // Classes in turn; the symbols after the first are drawn. A quarter of all sequences is held out, by their
                    // sum.
                    var symbols: [Int]
                    repeat {
                        symbols = (0..<length).map { $0 == 0 ? sample % names.count : generator.integer(below: names.count) }
                    } while (symbols.reduce(0, +) % 4 == 3) != isHeldOut
                    for (time, symbol) in symbols.enumerated() { values[(sample * length + time) * names.count + symbol] = 1 }
                    labels.append(Int32(sample % names.count))
                }
                return Dataset(
                    name: name, source: "drawn, seed \(request.seed)", sampleShape: [length, names.count], classNames: names,
                    task: "which symbol came first?", features: .values(values), targets: .classes(labels))
            }
            return DatasetPair(
                train: part(request.trainCount ?? 1000, .sequence, isHeldOut: false),
                heldOut: part(request.heldOutCount ?? 400, .sequenceHeldOut, isHeldOut: true))
        }
    }
}
