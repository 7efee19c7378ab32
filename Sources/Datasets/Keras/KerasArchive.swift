import Basics

/// Keras's folder of data sets, in which MNIST is `mnist.npz`: four arrays, gray pictures and their classes.
struct KerasArchive: DatasetFormat {
    static let expectation = "Keras's mnist.npz"

    let path: String
    private let arrays: NumPyArrays

    /// By its name: a folder with a file `mnist.npz`.
    init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        guard files.status(of: path) == .folder else { return nil }
        let archive = DataEnvironment.join(path, "mnist.npz")
        guard case .file = files.status(of: archive), let arrays = try NumPyArrays(recognizing: archive, in: files) else {
            return nil
        }
        (self.path, self.arrays) = (archive, arrays)
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        try arrays.read(request, name: name)
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        try arrays.readHeldOut(request, name: name, of: pair)
    }
}
