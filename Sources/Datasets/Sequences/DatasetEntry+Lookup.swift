import Basics

extension DatasetEntry {
    /// Six letters in any order, three of them capitals, then one of the six again: was it a capital? Letters are given as
    /// indices, 0–5 small and 6–11 capital, for an embedding.
    ///
    /// No letter by itself says anything of the answer, wherever it stands: only the one asked for together with its place does.
    /// So what adds up letters (an embedding and one dense layer) stays at chance, and attention does not.
    public static let lookup = DatasetEntry(
        name: "lookup", summary: "six letters and one of them again: was it a capital? 2 classes, for attention"
    ) { request in
        let letters = ["a", "b", "c", "d", "e", "f"]
        func part(_ count: Int, _ stream: Stream, isHeldOut: Bool) -> Dataset {
            var values: [Float] = []  // [sample, time]
            for sample in 0..<count {
                var generator = RandomSource(seed: request.seed, stream, sample)
                // A quarter of all rows is held out, by a sum in which places count.
                var row: [Int]
                repeat {
                    let capitals = Set(order(letters.count, &generator).prefix(letters.count / 2))
                    // The two answers in turn.
                    let askable = (0..<letters.count).filter { capitals.contains($0) == (sample % 2 == 1) }
                    row = order(letters.count, &generator).map { capitals.contains($0) ? letters.count + $0 : $0 }
                    row.append(askable[generator.integer(below: askable.count)])
                } while (row.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element } % 4 == 3) != isHeldOut
                values += row.map { Float($0) }
            }
            return Dataset(
                name: "lookup", source: "drawn, seed \(request.seed)", sampleShape: [letters.count + 1],
                classNames: ["small", "capital"], vocabulary: letters + letters.map { $0.uppercased() },
                task: "was the last letter a capital before?", features: .values(values),
                targets: .classes((0..<count).map { Int32($0 % 2) }))
        }
        return DatasetPair(
            train: part(request.trainCount ?? 1600, .sequence, isHeldOut: false),
            heldOut: part(request.heldOutCount ?? 400, .sequenceHeldOut, isHeldOut: true))
    }

    /// The numbers below `count` in a random order.
    private static func order(_ count: Int, _ generator: inout RandomSource) -> [Int] {
        var numbers = Array(0..<count)
        numbers.withUnsafeMutableBufferPointer { generator.shuffle($0) }
        return numbers
    }
}
