import Basics

/// All data sets with a name. A new one is a file of its own and a line in `standard`.
public struct DatasetCatalog: Sendable {
    public let entries: [DatasetEntry]

    public init(entries: [DatasetEntry]) {
        self.entries = entries
    }

    /// What backstep brings.
    public static let standard = DatasetCatalog(entries: [
        .mnist, .digits, .xor, .noisyXOR, .circles, .moons, .spirals, .gaussians, .slope, .hills, .wave, .valley, .echo,
        .echoLong, .rhyme, .capital, .lookup,
    ])

    public subscript(name: String) -> DatasetEntry? {
        entries.first { $0.name == name }
    }

    /// Loads what `--data` names: a data set of the catalogue, a folder with IDX files, an `.npz` archive or a CSV file.
    /// - Parameter option: where it was named, for messages.
    public func load(
        _ nameOrPath: String, _ request: DatasetRequest, option: String = "--data"
    ) throws(InputError) -> DatasetPair {
        if let entry = self[nameOrPath] { return try entry.load(request) }
        try request.check()
        let path = request.environment.expandingTilde(nameOrPath)
        if !path.contains("/"), request.environment.files.status(of: path) == .missing {
            throw unknown(nameOrPath, option)
        }
        return try DataFolder(path: path, environment: request.environment).read(request)
    }

    /// Replaces the held-out part by what `--test-data` names: the test files of a folder.
    public func replacingHeldOut(
        of pair: DatasetPair, with path: String, _ request: DatasetRequest
    ) throws(InputError) -> DatasetPair {
        try request.check()
        let folder = DataFolder(path: request.environment.expandingTilde(path), environment: request.environment)
        let heldOut = try folder.readHeldOut(fitting: pair.train, targetColumn: request.targetColumn)
        return DatasetPair(train: pair.train, heldOut: heldOut).limited(train: nil, heldOut: request.heldOutCount)
    }

    private func unknown(_ name: String, _ option: String) -> InputError {
        let names = entries.map(\.name)
        let advice = NearestName.find(name, in: names).map { "did you mean \($0)?" } ?? "backstep data list shows all"
        return InputError(
            "\(option) \(name)", expected: "a folder, a CSV file or one of \(names.joined(separator: ", "))",
            found: "none of them", advice: advice)
    }
}
