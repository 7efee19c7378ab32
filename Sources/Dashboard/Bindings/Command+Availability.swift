import Inspection

extension Command {
    /// Whether it can be carried out in a run.
    func availability(_ status: Status?) -> Availability {
        guard let status, case .pane(let own) = self else { return .yes }
        return PaneCatalog[own.pane].availability(of: own, status)
    }
}
