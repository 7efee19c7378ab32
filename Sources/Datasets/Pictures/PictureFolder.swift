import Basics

/// Pictures in folders, one for each class: `cats/1.png`, `dogs/1.png`; with folders `train` and `test` above them, or without.
struct PictureFolder: DatasetFormat {
    static let expectation = "a folder with a folder of PNG or JPEG pictures for each class"
    /// The share of the pictures that is put aside where no test folder is.
    static let heldOutFraction = 1.0 / 6

    let path: String
    private let files: any FileSystem
    private let train: [Class]
    private let test: [Class]

    /// A folder of pictures that show the same.
    private struct Class {
        var name: String
        var pictures: [String]
    }

    /// By two folders at least that hold pictures.
    init?(recognizing path: String, in files: any FileSystem) {
        guard files.status(of: path) == .folder else { return nil }
        func part(_ names: [String]) -> [Class] {
            names.lazy.map { Self.classes(in: $0.isEmpty ? path : DataEnvironment.join(path, $0), files) }.first { $0.count > 1 }
                ?? []
        }
        train = part(["train", "training", ""])
        guard !train.isEmpty else { return nil }
        test = part(["test", "testing", "val", "valid", "validation"])
        (self.path, self.files) = (path, files)
    }

    private static func classes(in folder: String, _ files: any FileSystem) -> [Class] {
        guard files.status(of: folder) == .folder else { return [] }
        let found = files.names(in: folder).compactMap { name -> Class? in
            let inner = DataEnvironment.join(folder, name)
            guard !name.hasPrefix("."), files.status(of: inner) == .folder else { return nil }
            let pictures = files.names(in: inner).filter { picture in
                !picture.hasPrefix(".") && [".png", ".jpg", ".jpeg"].contains { picture.lowercased().hasSuffix($0) }
            }
            return pictures.isEmpty ? nil : Class(name: name, pictures: pictures.map { DataEnvironment.join(inner, $0) })
        }
        // Numbers in their order: 2 before 10.
        guard found.allSatisfy({ Int($0.name) != nil }) else { return found }
        return found.sorted { (Int($0.name) ?? 0) < (Int($1.name) ?? 0) }
    }

    func read(_ request: DatasetRequest, name: String) throws(InputError) -> DatasetPair {
        let (first, all) = (try decoded(train, request), try decoded(test, request))
        let channels = (first + all).contains { $0.picture.channels == 3 } ? 3 : 1
        let names = train.map(\.name)
        let whole = try dataset(first, names, channels, name)
        guard !test.isEmpty else {
            let share = request.split ?? Self.heldOutFraction
            var pair = DatasetPair(splitting: whole, heldOutFraction: share, seed: request.seed)
            pair.split = share
            return pair
        }
        try request.refuseSplit(of: name)
        return DatasetPair(train: whole, heldOut: try dataset(all, names, channels, name))
    }

    func readHeldOut(_ request: DatasetRequest, name: String, of pair: DatasetPair) throws(InputError) -> DatasetPair {
        let pictures = try decoded(test.isEmpty ? train : test, request)
        let heldOut = try dataset(pictures, pair.train.classNames, pair.train.sampleShape.first ?? 1, name)
        guard heldOut.sampleShape == pair.train.sampleShape else {
            throw InputError(
                .malformed, path, expected: "pictures of \(Dataset.shown(pair.train.sampleShape)) as in the training set",
                found: Dataset.shown(heldOut.sampleShape), advice: "bring all pictures to one size")
        }
        return pair.with(heldOut: heldOut)
    }

    private typealias Decoded = (picture: Picture, path: String, className: String)

    private func decoded(_ classes: [Class], _ request: DatasetRequest) throws(InputError) -> [Decoded] {
        var pictures: [Decoded] = []
        var reader = PictureReader()
        for group in classes {
            for path in group.pictures {
                let bytes = try ByteStream(path, in: files, expecting: "a PNG or JPEG picture").readAll(atMost: 1 << 26)
                let picture = try reader.read(bytes, path: path)
                if let first = pictures.first, (picture.width, picture.height) != (first.picture.width, first.picture.height) {
                    throw InputError(
                        .malformed, path,
                        expected: "\(first.picture.width)×\(first.picture.height) pixels as in \(first.path)",
                        found: "\(picture.width)×\(picture.height)", advice: "bring all pictures to one size")
                }
                if pictures.isEmpty {
                    let count = classes.reduce(0) { $0 + $1.pictures.count }
                    try request.environment.checkMemory(6 * count * picture.width * picture.height, for: self.path)
                }
                pictures.append((picture, path, group.name))
            }
        }
        return pictures
    }

    private func dataset(_ pictures: [Decoded], _ names: [String], _ channels: Int, _ name: String) throws(InputError) -> Dataset
    {
        guard let first = pictures.first?.picture, pictures.count > 1 else {
            throw InputError(
                .malformed, path, expected: "at least 2 pictures", found: "\(pictures.count)", advice: "add pictures")
        }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        var (bytes, labels) = ([UInt8](), [Int32]())
        for (picture, path, className) in pictures {
            guard let label = places[className] else {
                throw InputError(
                    .malformed, path, expected: "a folder of one of the classes \(names.prefix(12).joined(separator: ", "))",
                    found: InputError.quoted(className), advice: "use the same folders to train and to test")
            }
            bytes += channels == 3 ? picture.inColors : picture.pixels
            labels.append(label)
        }
        return Dataset(
            name: name, source: path, sampleShape: [channels, first.height, first.width], classNames: names,
            features: .bytes(bytes), targets: .classes(labels))
    }
}
