import Basics

/// All data sets with a name. A new one is a file of its own and a line in `standard`.
public struct DatasetCatalog: Sendable {
    /// Data sets in the order in which lists show them.
    public let entries: [DatasetEntry]

    /// A catalog of other data sets than the standard one's.
    public init(entries: [DatasetEntry]) {
        self.entries = entries
    }

    /// The data sets that backstep brings.
    public static let standard = DatasetCatalog(entries: [
        .mnist, .digits, .xor, .noisyXOR, .circles, .moons, .spirals, .gaussians, .slope, .hills, .wave, .valley, .echo,
        .echoLong, .rhyme, .story, .capital, .lookup,
    ])

    /// The data set of a name; nil where there is none.
    public subscript(name: String) -> DatasetEntry? {
        entries.first { $0.name == name }
    }

    /// Loads what `--data` names: a data set of the catalog, or a folder or file in one of `DatasetFormats`.
    /// - Parameter option: where it was named, for messages.
    public func load(
        _ nameOrPath: String, _ request: DatasetRequest, option: String = "--data"
    ) throws(InputError) -> DatasetPair {
        if let entry = self[nameOrPath] {
            try request.refuseTable(of: nameOrPath)
            return try entry.load(request).scaled(request.scale ?? .none)
        }
        try request.check()
        let path = request.environment.expandingTilde(nameOrPath)
        if !path.contains("/"), request.environment.files.status(of: path) == .missing {
            throw unknown(nameOrPath, option)
        }
        let found = try DatasetFormats.find(path, subject: path, in: request.environment.files)
        if !(found is TableFile) { try request.refuseTable(of: path) }
        let pair = try found.read(request, name: Self.name(of: path))
            .limited(train: request.trainCount, heldOut: request.heldOutCount)
        let usual = pair.train.isForReckoning ? .none : type(of: found).usualScale
        return try pair.scaled(request.scale ?? usual, by: request.scale == nil ? request.scaling : nil)
    }

    /// Replaces the held-out part by what `--test-data` names: the test files of a folder.
    public func replacingHeldOut(
        of pair: DatasetPair, with path: String, _ request: DatasetRequest
    ) throws(InputError) -> DatasetPair {
        try request.check()
        let path = request.environment.expandingTilde(path)
        let found = try DatasetFormats.find(path, subject: path, in: request.environment.files)
            .readHeldOut(request, name: Self.name(of: path), of: pair)
        return found.with(heldOut: pair.scaling?.applied(to: found.heldOut))
            .limited(train: nil, heldOut: request.heldOutCount)
    }

    /// The last part of a path is the set's name.
    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private func unknown(_ name: String, _ option: String) -> InputError {
        let names = entries.map(\.name)
        let advice = NearestName.find(name, in: names).map { "did you mean \($0)?" } ?? "backstep data list shows all"
        return InputError(
            "\(option) \(name)", expected: "a folder or file with data, or one of \(names.joined(separator: ", "))",
            found: "none of them", advice: advice)
    }
}
