import Basics

/// Finds MNIST where people and other programs keep it.
///
/// In this order: the folder named explicitly; `$BACKSTEP_DATA`; the data folder that `backstep data fetch` fills;
/// torchvision's folders; Keras's archive. A folder that a person named (the first two) must hold data: it is an error if
/// it does not, never a silent fall back on another.
public struct MNISTLocator: Sendable {
    /// A place that is looked at, and why.
    public struct Place: Sendable, Equatable {
        /// Folder or file that is looked at.
        public let path: String
        /// `XDG data folder`, `torchvision`, `Keras`.
        public let origin: String
    }

    let environment: DataEnvironment

    /// A search in surroundings; nothing is looked at yet.
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
    public func locate() throws(InputError) -> (data: any DatasetFormat, origin: String)? {
        if let named = environment.nonEmpty("BACKSTEP_DATA") {
            let path = environment.expandingTilde(named)
            let subject = "$BACKSTEP_DATA (\(named))"
            return (try DatasetFormats.find(path, subject: subject, in: environment.files), "$BACKSTEP_DATA")
        }
        for place in places {
            if let data = try DatasetFormats.recognize(place.path, in: environment.files) { return (data, place.origin) }
        }
        return nil
    }
}
