import Basics

/// Keras's `mnist.npz`: a zip archive of the four arrays `x_train`, `y_train`, `x_test`, `y_test`, gray pictures and their classes.
struct KerasArchive: DatasetFormat {
    static let expectation = "Keras's mnist.npz"

    let path: String
    private let files: any FileSystem

    /// By its name: a file `mnist.npz` or `fashion-mnist.npz`, or a folder with the former.
    init?(recognizing path: String, in files: any FileSystem) {
        let archive = files.status(of: path) == .folder ? DataEnvironment.join(path, "mnist.npz") : path
        guard case .file = files.status(of: archive), archive.hasSuffix("mnist.npz") else { return nil }
        self.path = archive
        self.files = files
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        try request.refuseSplit(of: name)
        return try read(name: name)
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        let train = pair.train
        let heldOut = try read(name: name).heldOut
        guard heldOut.sampleShape == train.sampleShape, heldOut.classCount == train.classCount else {
            throw InputError(
                .malformed, path, expected: "samples of \(Dataset.shown(train.sampleShape)) as in the training set",
                found: Dataset.shown(heldOut.sampleShape), advice: "use test data of the same kind")
        }
        return pair.with(heldOut: heldOut)
    }

    private func read(name: String) throws(InputError) -> DatasetPair {
        let archive = try ZipArchive(path: path, in: files)
        let train = try part("train", of: archive)
        let test = try part("test", of: archive)
        guard train.shape.dropFirst() == test.shape.dropFirst() else {
            throw malformed("training and test images of one size", "\(train.shape) and \(test.shape)")
        }
        let classCount = max(10, 1 + Int(train.labels.max() ?? 0))
        return DatasetPair(
            train: try dataset(train, name: name, classCount: classCount),
            heldOut: try dataset(test, name: name, classCount: classCount))
    }

    private struct Part {
        /// `[count, rows, columns]`.
        var shape: [Int]
        var images: [UInt8]
        var labels: [UInt8]
    }

    private func part(_ which: String, of archive: ZipArchive) throws(InputError) -> Part {
        let images = try NumPyArray(archive.member("x_\(which).npy"), subject: "\(path) (x_\(which))")
        let labels = try NumPyArray(archive.member("y_\(which).npy"), subject: "\(path) (y_\(which))")
        guard images.shape.count == 3 else { throw malformed("images of rank 3 in x_\(which)", "rank \(images.shape.count)") }
        guard labels.shape == [images.shape[0]] else {
            throw malformed("\(images.shape[0]) labels in y_\(which)", "an array of shape \(labels.shape)")
        }
        return Part(shape: images.shape, images: try images.bytes(), labels: try labels.bytes())
    }

    private func dataset(_ part: Part, name: String, classCount: Int) throws(InputError) -> Dataset {
        if let label = part.labels.first(where: { Int($0) >= classCount }) {
            throw malformed("labels 0…\(classCount - 1)", "\(label)")
        }
        return Dataset(
            name: name, source: path, sampleShape: [1] + part.shape.dropFirst(),
            classNames: ClassNames.names(count: classCount, path: path), features: .bytes(part.images),
            targets: .classes(part.labels.map(Int32.init)))
    }

    private func malformed(_ expected: String, _ found: String) -> InputError {
        InputError(.malformed, path, expected: expected, found: found, advice: "download it again")
    }
}
