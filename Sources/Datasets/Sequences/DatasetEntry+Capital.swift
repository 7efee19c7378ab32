import Basics

extension DatasetEntry {
    /// Eight letters of which one is a capital; which letter is it? Letters are given as indices, 0–5 small and 6–11 capital, for
    /// an embedding.
    public static let capital = DatasetEntry(
        name: "capital", summary: "eight letters, one of them a capital; which? 6 classes, for embedding and attention"
    ) { request in
        let letters = ["a", "b", "c", "d", "e", "f"]
        let length = 8
        func part(_ count: Int, _ stream: Stream, isHeldOut: Bool) -> Dataset {
            var values: [Float] = []  // [sample, time]
            for sample in 0..<count {
                var generator = RandomSource(seed: request.seed, stream, sample)
                // A quarter of all rows is held out, by their sum.
                var row: [Int]
                repeat {
                    row = (0..<length).map { _ in generator.integer(below: letters.count) }
                    row[generator.integer(below: length)] = letters.count + sample % letters.count
                } while (row.reduce(0, +) % 4 == 3) != isHeldOut
                values += row.map { Float($0) }
            }
            return Dataset(
                name: "capital", source: "drawn, seed \(request.seed)", sampleShape: [length],
                classNames: letters.map { $0.uppercased() },
                vocabulary: letters + letters.map { $0.uppercased() }, task: "which letter is the capital?",
                features: .values(values),
                targets: .classes((0..<count).map { Int32($0 % letters.count) }))
        }
        return DatasetPair(
            train: part(request.trainCount ?? 1200, .sequence, isHeldOut: false),
            heldOut: part(request.heldOutCount ?? 400, .sequenceHeldOut, isHeldOut: true))
    }
}
