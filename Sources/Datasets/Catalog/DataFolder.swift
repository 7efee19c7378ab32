import Basics

/// Data at a path that a person named, whatever form they have there: IDX files, Keras's archive, a CSV table.
struct DataFolder {
    let path: String
    let environment: DataEnvironment

    /// The last part of the path is the set's name.
    private var name: String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// No file may ask for more than there is.
    private var limits: IDXFile.Limits {
        var limits = IDXFile.Limits()
        limits.maximumBytes = min(limits.maximumBytes, environment.availableMemory ?? .max)
        return limits
    }

    private var isTable: Bool {
        [".csv", ".tsv", ".csv.gz", ".tsv.gz"].contains { path.lowercased().hasSuffix($0) }
    }

    func read(_ request: DatasetRequest) throws(InputError) -> DatasetPair {
        if isTable {
            return try TableReader(path: path, name: name, files: environment.files)
                .read(targetColumn: request.targetColumn, seed: request.seed, split: request.split)
                .limited(train: request.trainCount, heldOut: request.heldOutCount)
        }
        try request.refuseSplit(of: path)
        return try read(MNISTLocator(environment: environment).locate(in: path), name: name, request)
    }

    func read(
        _ location: MNISTLocator.Location, name: String, _ request: DatasetRequest
    ) throws(InputError) -> DatasetPair {
        let pair: DatasetPair
        switch location {
        case .idx(let folder): pair = try folder.read(name: name, in: environment.files, seed: request.seed, limits: limits)
        case .keras(let path): pair = try KerasArchive(path: path).read(name: name, in: environment.files)
        }
        return pair.limited(train: request.trainCount, heldOut: request.heldOutCount)
    }

    func readHeldOut(fitting train: Dataset, targetColumn: String? = nil) throws(InputError) -> Dataset {
        if isTable {
            return try TableReader(path: path, name: name, files: environment.files).readHeldOut(
                fitting: train, targetColumn: targetColumn)
        }
        switch try MNISTLocator(environment: environment).locate(in: path) {
        case .idx(let folder): return try folder.readHeldOut(name: name, fitting: train, in: environment.files, limits: limits)
        case .keras(let path):
            let heldOut = try KerasArchive(path: path).read(name: name, in: environment.files).heldOut
            guard heldOut.sampleShape == train.sampleShape, heldOut.classCount == train.classCount else {
                throw InputError(
                    .malformed, path, expected: "samples of \(IDXFolder.shown(train.sampleShape)) as in the training set",
                    found: IDXFolder.shown(heldOut.sampleShape), advice: "use test data of the same kind")
            }
            return heldOut
        }
    }
}
