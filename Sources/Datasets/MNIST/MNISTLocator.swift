import Basics

/// Finds MNIST where people and other programs keep it.
///
/// In this order: the folder named explicitly; `$BACKSTEP_DATA`; the data folder that `backstep data fetch` fills;
/// torchvision's folders; Keras's archive. A folder that a person named (the first two) must hold data: it is an error if
/// it does not, never a silent fall back on another.
public struct MNISTLocator: Sendable {
    /// Where data were found, and how they are kept there.
    public enum Location: Sendable, Equatable {
        case idx(IDXFolder)
        /// Keras's `mnist.npz`.
        case keras(path: String)

        /// The folder or file.
        public var path: String {
            switch self {
            case .idx(let folder): folder.path
            case .keras(let path): path
            }
        }
    }

    /// A place that is looked at, and why.
    public struct Place: Sendable, Equatable {
        public let path: String
        /// `XDG data folder`, `torchvision`, `Keras`.
        public let origin: String
    }

    let environment: DataEnvironment

    public init(environment: DataEnvironment) {
        self.environment = environment
    }

    /// Where `backstep data fetch mnist` puts the files.
    public var fetchFolder: String? { environment.dataHome.map { DataEnvironment.join($0, "mnist") } }

    /// The places other than named ones, first match first.
    public var places: [Place] {
        var places: [Place] = []
        func add(_ base: String?, _ path: String, _ origin: String) {
            if let base { places.append(Place(path: DataEnvironment.join(base, path), origin: origin)) }
        }
        add(environment.dataHome, "mnist", "backstep's data folder")
        places.append(Place(path: "data/MNIST/raw", origin: "torchvision"))
        add(environment.home, "data/MNIST/raw", "torchvision")
        add(environment.home, ".cache/torch/MNIST/raw", "torchvision")
        add(environment.home, ".cache/torchvision/MNIST/raw", "torchvision")
        add(environment.nonEmpty("KERAS_HOME"), "datasets", "Keras")
        add(environment.home, ".keras/datasets", "Keras")
        return places
    }

    /// The first place that has data, or nil if there is none.
    /// - Throws: if `$BACKSTEP_DATA` names a folder without data, or a set that was found is incomplete.
    public func locate() throws(InputError) -> (location: Location, origin: String)? {
        if let named = environment.nonEmpty("BACKSTEP_DATA") {
            return (try locate(in: named, subject: "$BACKSTEP_DATA (\(named))"), "$BACKSTEP_DATA")
        }
        for place in places {
            if let location = try look(in: place.path) { return (location, place.origin) }
        }
        return nil
    }

    /// What the folder (or archive) `path` holds, or an error that says what it lacks.
    public func locate(in path: String, subject: String? = nil) throws(InputError) -> Location {
        let path = environment.expandingTilde(path)
        let subject = subject ?? path
        switch environment.files.status(of: path) {
        case .folder: break
        case .file where path.hasSuffix(".npz"): return .keras(path: path)
        case .file:
            throw InputError(
                .missing, subject, expected: "a folder with IDX files", found: "a file", advice: "name the folder it is in")
        case .special:
            throw InputError(
                .missing, subject, expected: "a folder with IDX files", found: "a device or pipe", advice: "name a folder")
        case .missing:
            throw InputError(
                .missing, subject, expected: "a folder with IDX files", found: "nothing there",
                advice: "check the path or run backstep data fetch mnist")
        case .unreadable(let reason):
            throw InputError(
                .missing, subject, expected: "a folder with IDX files", found: reason, advice: "check the permissions")
        }
        for inner in ["", "mnist", "MNIST/raw", "raw"] {
            let folder = inner.isEmpty ? path : DataEnvironment.join(path, inner)
            if let location = try look(in: folder) { return location }
        }
        throw InputError(
            .missing, subject, expected: "IDX files (train-images-idx3-ubyte.gz and three more)", found: "none",
            advice: "name another folder or run backstep data fetch mnist")
    }

    private func look(in folder: String) throws(InputError) -> Location? {
        guard environment.files.status(of: folder) == .folder else { return nil }
        if let found = try IDXFolder(scanning: folder, in: environment.files) { return .idx(found) }
        let archive = DataEnvironment.join(folder, "mnist.npz")
        if case .file = environment.files.status(of: archive) { return .keras(path: archive) }
        return nil
    }
}
