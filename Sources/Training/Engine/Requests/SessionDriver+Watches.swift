import Inspection

extension SessionDriver {
    /// Adds, removes, or lets rest.
    func perform(_ edit: WatchEdit) {
        guard let words = session.watches.apply(edit) else { return }
        notice = words
        switch edit {
        case .add(_, isBreakpoint: true) where !isRunning: notice = words + "; c goes on to it, C back"
        case .add, .toggle: if isRunning { session.primeBreakpoints() }
        case .remove: break
        }
    }
}
