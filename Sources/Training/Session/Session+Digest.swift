import Inspection

extension Session {
    /// SHA-256 of the bytes of all parameters, in order, at the position in view; in hexadecimal digits.
    public func parametersDigest() -> String {
        let isMoved = position != computed && machine.hasBegunUpdates(at: computed)
        precondition(!isMoved, "a cursor does not go back over updates")
        return trainer.parametersDigest()
    }

    /// Parameters and running statistics at the position in view, as a file.
    func modelFile() -> [UInt8] { trainer.modelFile() }
}
