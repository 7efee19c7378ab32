import Basics

extension DatasetEntry {
    /// MNIST, from wherever it lies on this machine.
    public static let mnist = DatasetEntry(
        name: "mnist", summary: "handwritten digits, 28×28, real (LeCun, Cortes, Burges 1998)", needsFiles: true
    ) { request throws(InputError) in
        let locator = MNISTLocator(environment: request.environment)
        guard let found = try locator.locate() else {
            let places = locator.places.map(\.path).joined(separator: ", ")
            throw InputError(
                .missing, "mnist", expected: "its files in $BACKSTEP_DATA, \(places)", found: "none",
                advice: "run backstep data fetch mnist, or use --data digits")
        }
        return try found.data.read(request, name: "mnist")
            .limited(train: request.trainCount, heldOut: request.heldOutCount)
    }
}
