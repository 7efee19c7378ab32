import Inspection

extension SessionDriver {
    /// Adds, removes, or lets rest.
    func perform(_ edit: WatchEdit) {
        switch edit {
        case .add(let expression, let isBreakpoint):
            let id = session.watches.add(expression, isBreakpoint: isBreakpoint)
            if isRunning { session.primeBreakpoints() }
            notice =
                "\(isBreakpoint ? "breakpoint" : "watch") \(id): \(expression.text)"
                + (isBreakpoint && !isRunning ? "; c goes on to it, C back" : "")
        case .remove(let id?):
            notice = session.watches.remove(id) ? "deleted \(id)" : "there is no breakpoint or watch \(id)"
        case .remove(nil):
            session.watches.removeAll()
            notice = "all breakpoints and watches deleted"
        case .toggle(let id):
            guard let isEnabled = session.watches.toggle(id) else { break }
            notice = "\(id) \(isEnabled ? "works again" : "rests")"
            if isRunning { session.primeBreakpoints() }
        }
    }
}
