import Basics

/// Keras's `mnist.npz`: a zip archive of the four arrays `x_train`, `y_train`, `x_test`, `y_test`.
struct KerasArchive {
    let path: String

    func read(name: String, in files: any FileSystem) throws(InputError) -> DatasetPair {
        let archive = try ZipArchive(path: path, in: files)
        let train = try part("train", of: archive)
        let test = try part("test", of: archive)
        guard train.images.shape.dropFirst() == test.images.shape.dropFirst() else {
            throw malformed("training and test images of one size", "\(train.images.shape) and \(test.images.shape)")
        }
        let classCount = max(10, 1 + Int(train.labels.bytes.max() ?? 0))
        return DatasetPair(
            train: try dataset(train, name: name, classCount: classCount),
            heldOut: try dataset(test, name: name, classCount: classCount))
    }

    private typealias Part = (images: NumPyArray, labels: NumPyArray)

    private func part(_ which: String, of archive: ZipArchive) throws(InputError) -> Part {
        let images = try NumPyArray(archive.member("x_\(which).npy"), subject: "\(path) (x_\(which))")
        let labels = try NumPyArray(archive.member("y_\(which).npy"), subject: "\(path) (y_\(which))")
        guard images.shape.count == 3 else { throw malformed("images of rank 3 in x_\(which)", "rank \(images.shape.count)") }
        guard labels.shape == [images.shape[0]] else {
            throw malformed("\(images.shape[0]) labels in y_\(which)", "an array of shape \(labels.shape)")
        }
        return (images, labels)
    }

    private func dataset(_ part: Part, name: String, classCount: Int) throws(InputError) -> Dataset {
        if let label = part.labels.bytes.first(where: { Int($0) >= classCount }) {
            throw malformed("labels 0…\(classCount - 1)", "\(label)")
        }
        return Dataset(
            name: name, source: path, sampleShape: [1] + part.images.shape.dropFirst(),
            classNames: ClassNames.names(count: classCount, path: path), features: .bytes(part.images.bytes),
            targets: .classes(part.labels.bytes.map(Int32.init)))
    }

    private func malformed(_ expected: String, _ found: String) -> InputError {
        InputError(.malformed, path, expected: expected, found: found, advice: "download it again")
    }
}
