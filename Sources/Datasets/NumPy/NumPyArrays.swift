import Basics

/// Arrays `x` and `y` as NumPy saves them: members of one `.npz` archive, or `.npy` files beside each other.
///
/// `x` is `[count, …]`: bytes are pixels, and other numbers are taken as they are; pictures `[count, rows, columns]` get a channel
/// axis. `y` is `[count]` or `[count, 1]` with whole numbers from 0 for classes, or `[count]` or `[count, width]` with other numbers
/// for values to be approximated. With `x_train`, `y_train`, `x_test` and `y_test` the last two are held out, otherwise a part is.
struct NumPyArrays: DatasetFormat {
    static let expectation = "NumPy arrays x and y (.npz, or x.npy and y.npy)"
    /// The share of the samples that is put aside where no test arrays are.
    static let heldOutFraction = 1.0 / 6
    /// More different targets than this are no classes.
    static let mostClasses = 1000

    let path: String
    private let files: any FileSystem
    private let archive: ZipArchive?
    /// The names of the arrays that there are, without `.npy`.
    private let names: Set<String>

    /// By the arrays' names: those in an archive, those of a folder, or that of one of the files.
    init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        var (folder, archive): (String, ZipArchive?) = (path, nil)
        if case .file = files.status(of: path) {
            if path.hasSuffix(".npz") {
                archive = try ZipArchive(path: path, in: files)
            } else if ["x", "x_train"].contains(where: { path == $0 + ".npy" || path.hasSuffix("/\($0).npy") }) {
                folder = path.contains("/") ? String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)) : "."
            } else {
                return nil
            }
        }
        let members = archive?.names ?? files.names(in: folder)
        names = Set(members.filter { $0.hasSuffix(".npy") }.map { String($0.dropLast(4)) })
        guard archive != nil || names.contains("x") || names.contains("x_train") else { return nil }
        (self.path, self.files, self.archive) = (folder, files, archive)
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let train = try part(names.contains("x_train") ? "_train" : "")
        if names.contains("x_test") {
            try request.refuseSplit(of: name)
            let test = try part("_test")
            let classCount = train.classCount.flatMap { most in test.classCount.map { max(most, $0) } }
            let (first, second) = (try dataset(train, name, classCount), try dataset(test, name, classCount))
            try require(second, fits: first)
            return DatasetPair(train: first, heldOut: second)
        }
        let whole = try dataset(train, name, train.classCount)
        guard whole.count >= 2 else { throw malformed("x", "at least 2 samples to put some aside", "\(whole.count)") }
        let share = request.split ?? Self.heldOutFraction
        var pair = DatasetPair(splitting: whole, heldOutFraction: share, seed: request.seed)
        pair.split = share
        return pair
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        let train = pair.train
        let found = try part(["_test", "", "_train"].first { names.contains("x" + $0) } ?? "")
        let heldOut = try dataset(found, name, train.classCount > 0 ? train.classCount : nil)
        try require(heldOut, fits: train)
        return pair.with(heldOut: heldOut)
    }

    private struct Part {
        var inputs: NumPyArray
        var outputs: NumPyArray
        /// The targets, `[count, width]`.
        var targets: [Float]
        /// One more than the largest class; nil where targets are no classes.
        var classCount: Int?
    }

    private func part(_ suffix: String) throws(InputError) -> Part {
        let (x, y) = ("x" + suffix, "y" + suffix)
        let (inputs, outputs) = (try array(x), try array(y))
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

    private func array(_ name: String) throws(InputError) -> NumPyArray {
        guard names.contains(name) else {
            let found = names.isEmpty ? "none" : "only \(names.sorted().joined(separator: ", "))"
            throw malformed(name, "arrays x and y, or x_train and y_train", found)
        }
        if let archive { return try NumPyArray(archive.member(name + ".npy"), subject: subject(name)) }
        let file = DataEnvironment.join(path, name + ".npy")
        let stream = try ByteStream(file, in: files, expecting: "a NumPy array")
        return try NumPyArray(stream.readAll(atMost: 1 << 30), subject: file)
    }

    private func dataset(_ part: Part, _ name: String, _ classCount: Int?) throws(InputError) -> Dataset {
        let features: Dataset.Features
        if part.inputs.type == .uint8 {
            features = .bytes(try part.inputs.bytes())
        } else {
            let values = part.inputs.values()
            guard values.allSatisfy(\.isFinite) else { throw malformed("x", "finite numbers", "others") }
            features = .values(values)
        }
        let axes = Array(part.inputs.shape.dropFirst())
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
            name: name, source: path, sampleShape: axes.isEmpty ? [1] : axes.count == 2 ? [1] + axes : axes,
            classNames: classCount.map { ClassNames.names(count: $0, path: path) } ?? [], features: features, targets: targets)
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
            advice: "write the arrays again with numpy.savez(file, x=…, y=…)")
    }
}
