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
    ///
    /// A file of the set stands for its folder; a folder that is called like such a file, as Kaggle packs them, for the file in it.
    public init?(recognizing path: String, in files: any FileSystem) throws(InputError) {
        guard let path = Self.folder(of: path, in: files) else { return nil }
        let found = Self.files(in: path, files)
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

    /// The folder that a path stands for.
    private static func folder(of path: String, in files: any FileSystem) -> String? {
        func parts(_ path: String) -> (parent: String, name: String) {
            var plain = path[...]
            while plain.count > 1, plain.hasSuffix("/") { plain = plain.dropLast() }
            guard let slash = plain.lastIndex(of: "/") else { return (".", String(plain)) }
            return (slash == plain.startIndex ? "/" : String(plain[..<slash]), String(plain[plain.index(after: slash)...]))
        }
        var (folder, status) = (path, files.status(of: path))
        if case .file = status {
            let (parent, name) = parts(path)
            guard IDXFileName(name) != nil else { return nil }
            (folder, status) = (parent, files.status(of: parent))
        }
        guard status == .folder else { return nil }
        let (parent, name) = parts(folder)
        return IDXFileName(name) == nil ? folder : parent
    }

    /// The IDX files of a folder, those in folders that are called like files last.
    private static func files(in folder: String, _ files: any FileSystem) -> [(name: String, meaning: IDXFileName)] {
        let named = files.names(in: folder).filter { IDXFileName($0) != nil }
        let isFile = { (name: String) in
            if case .folder = files.status(of: DataEnvironment.join(folder, name)) { false } else { true }
        }
        let inner = named.filter { !isFile($0) }.flatMap { outer in
            files.names(in: DataEnvironment.join(folder, outer)).map { DataEnvironment.join(outer, $0) }
        }
        return (named.filter(isFile) + inner).compactMap { path in
            IDXFileName(path.split(separator: "/").last.map(String.init) ?? path).map { (name: path, meaning: $0) }
        }
    }

    private static func incomplete(_ path: String, expected: String) -> InputError {
        InputError(
            .missing, path, expected: expected, found: "no such file",
            advice: "put the missing file there or run backstep data fetch mnist")
    }
}
