import Basics

/// Arrays of samples and targets as NumPy saves them: members of one `.npz` archive, or `.npy` files beside each other.
///
/// They are called `x` and `y`, or by another pair of names that people use (``NumPyNames``). Samples are `[count, …]`: bytes are pixels,
/// and so are whole numbers from 0 to 255 in pictures; others are taken as they are. Pictures `[count, rows, columns]` get a channel
/// axis, and channels that stand last go to the front. Targets are `[count]` or `[count, 1]` with whole numbers from 0 for classes, or
/// `[count]` or `[count, width]` with other numbers for values to be approximated. Arrays to test on are held out, where there are some,
/// otherwise a part is.
struct NumPyArrays: DatasetFormat {
    static let expectation = "NumPy arrays x and y (.npz, or x.npy and y.npy)"
    /// The share of the samples that is put aside where no test arrays are.
    static let heldOutFraction = 1.0 / 6
    /// More different targets than this are no classes.
    static let mostClasses = 1000

    let path: String
    private let files: any FileSystem
    /// The archive, or that of the samples where targets have one of their own.
    private let archive: ZipArchive?
    private let targetArchive: ZipArchive?
    /// The names of the arrays that there are, without `.npy`.
    private let names: NumPyNames

    /// By the arrays' names: those in an archive, those of a folder, or that of one of the files.
    init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        var (folder, archive, targets): (String, ZipArchive?, ZipArchive?) = (path, nil, nil)
        if case .file = files.status(of: path) {
            if path.hasSuffix(".npz") {
                archive = try ZipArchive(path: path, in: files)
                // Kuzushiji-MNIST has an archive for each array.
                if archive?.names == ["arr_0.npy"], let beside = NumPyNames.archiveOfTargets(beside: path),
                    case .file = files.status(of: beside)
                {
                    targets = try ZipArchive(path: beside, in: files)
                }
            } else if NumPyNames.areSamples(path) {
                folder = path.contains("/") ? String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)) : "."
            } else {
                return nil
            }
        }
        let members = archive?.names ?? files.names(in: folder)
        names = NumPyNames(Set(members.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) }), isApart: targets != nil)
        guard archive != nil || names.train != nil else { return nil }
        (self.path, self.files, self.archive, targetArchive) = (archive == nil ? folder : path, files, archive, targets)
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let train = try part(names.train)
        if let testNames = names.test {
            try request.refuseSplit(of: name)
            let test = try part(testNames)
            let classCount = train.classCount.flatMap { most in test.classCount.map { max(most, $0) } }.map(implied)
            let (first, second) = (try dataset(train, name, classCount), try dataset(test, name, classCount))
            try require(second, fits: first)
            return DatasetPair(train: first, heldOut: second)
        }
        let whole = try dataset(train, name, train.classCount.map(implied))
        guard whole.count >= 2 else { throw malformed("x", "at least 2 samples to put some aside", "\(whole.count)") }
        let share = request.split ?? Self.heldOutFraction
        var pair = DatasetPair(splitting: whole, heldOutFraction: share, seed: request.seed)
        pair.split = share
        return pair
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        let train = pair.train
        let found = try part(names.test ?? names.train)
        let heldOut = try dataset(found, name, train.classCount > 0 ? train.classCount : nil)
        try require(heldOut, fits: train)
        return pair.with(heldOut: heldOut)
    }

    /// Ten classes for pictures of digits and their like, of which a part may lack some.
    private func implied(_ count: Int) -> Int { count < 10 && path.lowercased().contains("mnist") && !isMedical ? 10 : count }

    /// MedMNIST's sets have as many classes as their labels.
    private var isMedical: Bool { names.test?.samples == "test_images" }

    private struct Part {
        var inputs: NumPyArray
        var outputs: NumPyArray
        /// The targets, `[count, width]`.
        var targets: [Float]
        /// One more than the largest class; nil where targets are no classes.
        var classCount: Int?
    }

    private func part(_ wanted: NumPyNames.Pair?) throws(InputError) -> Part {
        guard let wanted else {
            let found = names.all.isEmpty ? "none" : "only \(names.all.sorted().joined(separator: ", "))"
            // Targets may be in an archive of their own.
            if names.all == ["arr_0"], let beside = NumPyNames.archiveOfTargets(beside: path) {
                throw InputError(
                    .missing, path, expected: "its targets in \(beside)", found: "no such file",
                    advice: "put it beside the samples")
            }
            throw malformed("x", "arrays x and y, or x_train and y_train", found)
        }
        let (x, y) = (wanted.samples, wanted.targets)
        let (inputs, outputs) = (try array(x), try array(y, isTarget: true))
        guard inputs.shape[0] == outputs.shape[0] else {
            throw malformed(y, "\(inputs.shape[0]) targets as \(x) has samples", "\(outputs.shape[0])")
        }
        let targets = outputs.values()
        guard targets.allSatisfy(\.isFinite) else { throw malformed(y, "finite numbers", "others") }
        let largest = targets.max() ?? 0
        let areClasses =
            outputs.count == outputs.shape[0] && largest < Float(Self.mostClasses)
            && targets.allSatisfy { $0 >= 0 && $0 == $0.rounded() }
        guard areClasses || outputs.type.isFloatingPoint else {
            throw malformed(y, "classes from 0 to \(Self.mostClasses - 1), or numbers with a fraction", "other whole numbers")
        }
        return Part(inputs: inputs, outputs: outputs, targets: targets, classCount: areClasses ? Int(largest) + 1 : nil)
    }

    private func array(_ name: String, isTarget: Bool = false) throws(InputError) -> NumPyArray {
        if isTarget, let targetArchive {
            return try NumPyArray(targetArchive.member(name + ".npy"), subject: "\(targetArchive.path)")
        }
        guard names.all.contains(name) else {
            let found = names.all.isEmpty ? "none" : "only \(names.all.sorted().joined(separator: ", "))"
            throw malformed(name, "arrays x and y, or x_train and y_train", found)
        }
        if let archive { return try NumPyArray(archive.member(name + ".npy"), subject: subject(name)) }
        let file = DataEnvironment.join(path, name + ".npy")
        let stream = try ByteStream(file, in: files, expecting: "a NumPy array")
        return try NumPyArray(stream.readAll(atMost: 1 << 30), subject: file)
    }

    private func dataset(_ part: Part, _ name: String, _ classCount: Int?) throws(InputError) -> Dataset {
        var axes = Array(part.inputs.shape.dropFirst())
        let isLast = axes.count == 3 && [1, 3, 4].contains(axes[2]) && ![1, 3, 4].contains(axes[0])
        let channels = isLast ? axes[2] : 1
        if isLast { axes = [axes[2], axes[0], axes[1]] }
        let shape = axes.isEmpty ? [1] : axes.count == 2 ? [1] + axes : axes
        let features: Dataset.Features
        if part.inputs.type == .uint8 {
            features = .bytes(Self.channelsFirst(try part.inputs.bytes(), channels, shape))
        } else {
            let values = part.inputs.values()
            guard values.allSatisfy(\.isFinite) else { throw malformed("x", "finite numbers", "others") }
            features = Dataset.Features(pixels: Self.channelsFirst(values, channels, shape), shape)
        }
        let targets: Dataset.Targets
        if let classCount {
            guard let own = part.classCount, own <= classCount else {
                throw malformed(
                    "y", "classes 0…\(classCount - 1)", part.classCount.map { "\($0 - 1)" } ?? "numbers that are none")
            }
            targets = .classes(part.targets.map { Int32($0) })
        } else {
            targets = .vectors(part.targets, width: part.outputs.count / part.outputs.shape[0])
        }
        return Dataset(
            name: name, source: path, sampleShape: shape,
            classNames: classCount.map { ClassNames.names(count: $0, path: path) } ?? [], features: features, targets: targets)
    }

    /// Pictures whose channels stand last, with each channel as a picture of its own.
    private static func channelsFirst<Element>(_ pixels: [Element], _ channels: Int, _ shape: [Int]) -> [Element] {
        guard channels > 1 else { return pixels }
        let (size, area) = (shape.reduce(1, *), shape[1] * shape[2])
        var turned = pixels
        for picture in stride(from: 0, to: pixels.count, by: size) {
            for place in 0..<area {
                for channel in 0..<channels {
                    turned[picture + channel * area + place] = pixels[picture + place * channels + channel]
                }
            }
        }
        return turned
    }

    private func require(_ samples: Dataset, fits train: Dataset) throws(InputError) {
        guard samples.sampleShape == train.sampleShape else {
            throw malformed(
                "x", "samples of \(Dataset.shown(train.sampleShape)) as in the training set", Dataset.shown(samples.sampleShape))
        }
        guard samples.targetWidth == train.targetWidth, samples.classCount == train.classCount else {
            throw malformed("y", "targets as in the training set", samples.classCount > 0 ? "classes" : "numbers")
        }
    }

    private func subject(_ name: String) -> String {
        archive == nil ? DataEnvironment.join(path, name + ".npy") : "\(path) (\(name))"
    }

    private func malformed(_ name: String, _ expected: String, _ found: String) -> InputError {
        InputError(
            .malformed, subject(name), expected: expected, found: found,
            advice: "write x [samples, …] and y [samples] with numpy.savez(file, x=…, y=…)")
    }
}
