import Datasets
import Inspection

extension Session {
    /// SHA-256 of the bytes of all parameters, in order, at the position in view; in hexadecimal digits.
    public func parametersDigest() -> String {
        let parameters = network.parameters
        let isMoved = position != computed && machine.hasBegunUpdates(at: computed)
        precondition(!isMoved, "a cursor does not go back over updates")
        var hash = SHA256()
        parameters.withUnsafeBytes { hash.update($0) }
        return hash.hexadecimal()
    }
}
