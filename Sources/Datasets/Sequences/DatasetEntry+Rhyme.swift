extension DatasetEntry {
    /// The next letter of a rhyme from the five before it. Letters are given as indices (0 is the blank), for an embedding. A
    /// fifth of all places is held out.
    public static let rhyme = DatasetEntry(
        name: "rhyme", summary: "a rhyme of our own: the next letter from five, 27 classes, for an embedding"
    ) { request in
        let letters = [" "] + (0..<26).map { String(Unicode.Scalar(UInt8(97 + $0))) }
        let indices = text.unicodeScalars.map { scalar in scalar == " " ? 0 : Int(scalar.value) - 96 }
        let length = 5
        // Five letters that come again are taken once: what is held out has not been read.
        var seen: Set<[Int]> = []
        let starts = (0..<(indices.count - length)).filter { seen.insert(Array(indices[$0..<$0 + length])).inserted }
        let whole = Dataset(
            name: "rhyme", source: "written for backstep", sampleShape: [length], classNames: ["␣"] + letters.dropFirst(),
            vocabulary: ["␣"] + letters.dropFirst(), task: "which letter comes next?",
            features: .values(starts.flatMap { start in indices[start..<start + length].map { Float($0) } }),
            targets: .classes(starts.map { Int32(indices[$0 + length]) }))
        return DatasetPair(splitting: whole, heldOutFraction: 0.2, seed: request.seed)
            .limited(train: request.trainCount, heldOut: request.heldOutCount)
    }

    private static let text = """
        the signal goes forward from layer to layer and every neuron adds up what is there \
        the loss at the end says how far we are wrong and then comes the error the whole way along \
        from layer to layer it finds its way back and each weight is told what it had and what lack \
        the steps are but small and the slope is but slight yet step after step the answer comes right \
        so step and step back and look at the sum and see from which weight the error has come
        """
}
