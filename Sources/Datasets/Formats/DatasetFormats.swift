import Basics

/// The forms of data sets on a disk that are understood.
enum DatasetFormats {
    /// The first one that recognizes a path reads it.
    static let all: [any DatasetFormat.Type] = [
        IDXFolder.self,
        KerasArchive.self,
        NumPyArrays.self,
        PictureFolder.self,
        TextFile.self,
        TableFile.self,
    ]

    /// The forms in the words of an error: `a folder with IDX files, Keras's mnist.npz or a table (CSV)`.
    static var expectation: String {
        let forms = all.map { $0.expectation }
        return forms.dropLast().joined(separator: ", ") + " or " + (forms.last ?? "")
    }

    /// The set at `path`; nil where no form recognizes it.
    static func recognize(_ path: String, in files: any FileSystem) throws(InputError) -> (any DatasetFormat)? {
        for format in all {
            if let found = try format.init(recognizing: path, in: files) { return found }
        }
        return nil
    }

    /// The set that a person named: at `path`, or in one of the folders below it in which data come.
    /// - Parameter subject: the path as it was named, for messages.
    static func find(_ path: String, subject: String, in files: any FileSystem) throws(InputError) -> any DatasetFormat {
        func missing(_ found: String, _ advice: String) -> InputError {
            InputError(.missing, subject, expected: expectation, found: found, advice: advice)
        }
        switch files.status(of: path) {
        case .folder, .file: break
        case .special: throw missing("a device or pipe", "name a folder or file")
        case .missing: throw missing("nothing there", "check the path or run backstep data fetch mnist")
        case .unreadable(let reason): throw missing(reason, "check the permissions")
        }
        if let found = try recognize(path, in: files) { return found }
        guard files.status(of: path) == .folder else { throw missing("another file", "name the folder or file with the data") }
        for inner in ["mnist", "MNIST/raw", "raw"] {
            if let found = try recognize(DataEnvironment.join(path, inner), in: files) { return found }
        }
        for inner in [path, DataEnvironment.join(path, "data")] where files.status(of: inner) == .folder {
            guard let parquet = files.names(in: inner).first(where: { $0.hasSuffix(".parquet") }),
                let foreign = ForeignContent.recognize(Array("PAR1".utf8))
            else { continue }
            throw InputError(
                .malformed, DataEnvironment.join(inner, parquet), expected: expectation, found: foreign.found,
                advice: foreign.advice)
        }
        throw InputError(
            .missing, subject, expected: "IDX files (train-images-idx3-ubyte.gz and three more) or other data", found: "none",
            advice: "name another folder or run backstep data fetch mnist")
    }
}
