import Inspection

extension SessionDriver {
    /// Gives a name or a letter.
    func perform(_ note: Note) {
        switch note {
        case .branchName(let id, let name):
            if !session.rename(branch: id, name) { notice = "there is a branch called \(name) already" }
        case .mark(let letter):
            stopAtVisibleMoment(keepsRunning: true)
            session.mark(letter)
            notice = "mark \(letter) at iteration \(session.completedIterations); '\(letter) comes back"
        }
    }
}
