import Basics

/// The IDX files of one data set in a folder: images and labels for training, and for testing where the set has them.
public struct IDXFolder: DatasetFormat, Equatable {
    /// As in an error.
    public static let expectation = "a folder with IDX files"

    /// A file of samples and the file of their labels.
    struct Part: Sendable, Equatable {
        let images: String
        let labels: String
        /// The rank the images' name promises.
        let rank: Int
    }

    /// The folder.
    public let path: String
    let train: Part?
    let test: Part?

    /// Looks for IDX files by their names; nil if the folder has none at all.
    ///
    /// A plain file is preferred to its gzip twin (it is read faster).
    /// - Throws: if labels or images are missing, or the folder holds several sets.
    public init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        guard files.status(of: path) == .folder else { return nil }
        let found = files.names(in: path).compactMap { name in IDXFileName(name).map { (name: name, meaning: $0) } }
        guard !found.isEmpty else { return nil }
        let sets = Set(found.map(\.meaning.set)).sorted()
        guard let set = sets.contains("") ? "" : sets.first, sets.count == 1 || set.isEmpty else {
            throw InputError(
                .malformed, path, expected: "the IDX files of one data set", found: "several: \(sets.joined(separator: ", "))",
                advice: "copy the files of one set to a folder of their own")
        }
        func file(_ part: IDXFileName.Part, _ content: IDXFileName.Content) -> (name: String, meaning: IDXFileName)? {
            let matches = found.filter { $0.meaning.set == set && $0.meaning.part == part && $0.meaning.content == content }
            return matches.first { !$0.meaning.isGzip } ?? matches.first
        }
        func read(_ part: IDXFileName.Part, _ stem: String) throws(InputError) -> Part? {
            switch (file(part, .images), file(part, .labels)) {
            case (let images?, let labels?):
                return Part(
                    images: DataEnvironment.join(path, images.name), labels: DataEnvironment.join(path, labels.name),
                    rank: images.meaning.rank)
            case (nil, nil): return nil
            case (let images?, nil):
                throw Self.incomplete(path, expected: "\(stem)labels-idx1-ubyte(.gz) beside \(images.name)")
            case (nil, let labels?):
                throw Self.incomplete(path, expected: "\(stem)images-idx3-ubyte(.gz) beside \(labels.name)")
            }
        }
        self.path = path
        let whole = try read(.whole, "")
        train = try read(.train, "train-") ?? whole
        test = try read(.test, "t10k-")
    }

    private static func incomplete(_ path: String, expected: String) -> InputError {
        InputError(
            .missing, path, expected: expected, found: "no such file",
            advice: "put the missing file there or run backstep data fetch mnist")
    }
}
