import Inspection

extension Command {
    /// Whether it can be carried out in a run.
    func availability(_ status: Status?) -> Availability {
        guard let status else { return .yes }
        if let needs, !status.capabilities.contains(needs) { return .no(needs.reason) }
        guard case .pane(let own) = self else { return .yes }
        return PaneCatalog[own.pane].availability(of: own, status)
    }

    /// Capability that a run needs for it; nil of a command that only changes what is looked at.
    private var needs: Capabilities? {
        switch self {
        case .step(let direction), .stepIteration(let direction): direction == .back ? .stepBack : .stepForward
        case .finishSum, .finishLayer: .stepForward
        case .request(let request): request.needs
        case .goTo, .scrub, .goToMark: .stepBack
        case .edit: .edit
        case .digit, .setMark, .pin, .moveColumn, .moveNeuron, .moveWeight, .moveSample, .focus, .zoom, .turn, .cycleView,
            .choosePane, .hidePane, .help, .commandLine, .pane, .lesson, .cancel, .redraw, .suspend, .quit:
            nil
        }
    }
}
