import Basics

extension IDXFolder {
    /// The share of the samples that is put aside where a set has no test files of its own.
    public static let heldOutFraction = 1.0 / 6

    /// Reads the set: training files and test files, or a split by seed where only one of the two is there.
    public func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        try request.refuseSplit(of: name)
        guard let first = train ?? test else {
            throw InputError(.missing, path, expected: "IDX files", found: "none", advice: "run backstep data fetch mnist")
        }
        let raw = try RawPart(first, request.environment)
        guard train != nil, let test else {
            let whole = try raw.dataset(name: name, source: path, classCount: raw.impliedClassCount())
            guard whole.count >= 2 else {
                throw InputError(
                    .malformed, first.images, expected: "at least 2 samples to put some aside", found: "\(whole.count)",
                    advice: "add test files")
            }
            return DatasetPair(splitting: whole, heldOutFraction: Self.heldOutFraction, seed: request.seed)
        }
        let rawTest = try RawPart(test, request.environment)
        guard rawTest.shape == raw.shape else {
            throw InputError(
                .malformed, test.images, expected: "samples of \(Dataset.shown(raw.shape)) as in \(first.images)",
                found: Dataset.shown(rawTest.shape), advice: "use training and test files of one set")
        }
        let classCount = try raw.impliedClassCount()
        return DatasetPair(
            train: try raw.dataset(name: name, source: path, classCount: classCount),
            heldOut: try rawTest.dataset(name: name, source: path, classCount: classCount))
    }

    /// Reads only samples to be judged by (`--test-data`): the test files, or the training files if there are no others.
    /// They must fit what is trained on.
    public func readHeldOut(
        _ request: DatasetRequest, name: String, of pair: DatasetPair
    ) throws(InputError) -> DatasetPair {
        let train = pair.train
        guard let part = test ?? self.train else {
            throw InputError(.missing, path, expected: "IDX files", found: "none", advice: "run backstep data fetch mnist")
        }
        let raw = try RawPart(part, request.environment)
        guard raw.shape == train.sampleShape, train.classCount > 0 else {
            throw InputError(
                .malformed, part.images, expected: "samples of \(Dataset.shown(train.sampleShape)) as in the training set",
                found: Dataset.shown(raw.shape), advice: "use test data of the same kind")
        }
        return pair.with(heldOut: try raw.dataset(name: name, source: path, classCount: train.classCount))
    }
}

/// One pair of files as read, before the number of classes is settled.
private struct RawPart {
    let part: IDXFolder.Part
    let images: IDXFile
    let labels: [Int32]
    /// Of one sample: pictures get a channel axis in front.
    let shape: [Int]
    let kind: PictureKind

    init(_ part: IDXFolder.Part, _ environment: DataEnvironment) throws(InputError) {
        self.part = part
        let files = environment.files
        // No file may ask for more than there is.
        var limits = IDXFile.Limits()
        limits.maximumBytes = min(limits.maximumBytes, environment.availableMemory ?? .max)
        // Labels first: the small file shows most mistakes before the large one is read. QMNIST's have the class in front of seven more
        // numbers.
        let labelFile = try IDXFile(path: part.labels, in: files, ranks: [1, 2], limits: limits)
        images = try IDXFile(path: part.images, in: files, rank: part.rank, limits: limits)
        guard images.count == labelFile.count else {
            throw InputError(
                .malformed, part.images, expected: "\(labelFile.count) samples, as many as \(part.labels) has labels",
                found: "\(images.count)", advice: "use images and labels of the same set")
        }
        kind = PictureKind(part.images)
        labels = try Self.labels(labelFile, from: kind.firstLabel)
        let axes = Array(images.dimensions.dropFirst())
        switch axes.count {
        case 0: shape = [1]
        case 2: shape = [1] + axes
        default: shape = axes
        }
    }

    /// Labels as classes from 0: whole numbers of any type, those of a row with several by the first.
    private static func labels(_ file: IDXFile, from first: Int) throws(InputError) -> [Int32] {
        let (values, width) = (file.floatValues(), file.elementsPerSample)
        return try (0..<file.count).map { row throws(InputError) in
            let label = values[row * width]
            guard label == label.rounded(), label >= Float(first), label < 10_000 else {
                throw InputError(
                    .malformed, file.path, expected: "whole numbers from \(first) as labels", found: "\(label) at sample \(row)",
                    advice: "copy or download it again")
            }
            return Int32(label) - Int32(first)
        }
    }

    /// As many as the set is known to have, ten for MNIST and its like, otherwise one more than the largest label.
    func impliedClassCount() throws(InputError) -> Int {
        if let names = kind.classNames { return names.count }
        let count = Int(labels.max() ?? 0) + 1
        if count <= 10 { return 10 }
        // A label far from all others is damage.
        let distinct = Set(labels).count
        guard distinct * 2 >= count else {
            throw InputError(
                .malformed, part.labels, expected: "class indices without large gaps",
                found: "\(distinct) classes up to \(count - 1)",
                advice: "copy or download it again")
        }
        return count
    }

    func dataset(name: String, source: String, classCount: Int) throws(InputError) -> Dataset {
        if let position = labels.firstIndex(where: { Int($0) >= classCount }) {
            throw InputError(
                .malformed, part.labels, expected: "labels 0…\(classCount - 1)",
                found: "\(labels[position]) at sample \(position)",
                advice: "copy or download it again")
        }
        let names = kind.classNames ?? ClassNames.names(count: classCount, path: source)
        let features: Dataset.Features =
            images.elementType == .unsignedByte
            ? .bytes(kind.upright(images.bytes, shape)) : Dataset.Features(pixels: kind.upright(try finiteValues(), shape), shape)
        return Dataset(
            name: name, source: source, sampleShape: shape, classNames: names, features: features, targets: .classes(labels))
    }

    private func finiteValues() throws(InputError) -> [Float] {
        let values = images.floatValues()
        if let position = values.firstIndex(where: { !$0.isFinite }) {
            throw InputError(
                .malformed, part.images, expected: "numbers that are finite in single precision",
                found: "\(values[position]) in sample \(position / images.elementsPerSample)",
                advice: "correct or leave out the sample")
        }
        return values
    }
}
