import Inspection

extension SessionDriver {
    /// Ends a run where the first NaN or infinity has appeared, and finds out where exactly.
    /// - Returns: true if there is one that nothing has been said of yet.
    @discardableResult
    func stopAtNonFinite() -> Bool {
        guard session.needsExamination else { return false }
        stopAtVisibleMoment()
        session.examineNonFinite()
        notice = session.postMortem == nil ? session.nonFinite?.description : "! goes to where it appeared"
        return true
    }
}
