/// The panes, by name, in the order in which keys go through them.
public enum PaneID: String, Hashable, Sendable, CaseIterable {
    case sample, prediction, network, explain, gradients, loss, branches, weights, watches, postmortem
    case belief, activations, optimizer, confusion, mistakes, samples, scenario
    case plane, draw, neuron, layer

    /// The places where it stands, each named after the pane that it is made for: the first that the screen has. A screen without
    /// any of them shows it where panes take turns.
    var homes: [PaneID] {
        switch self {
        case .sample: [.sample, .plane]
        case .activations, .optimizer: [.activations, .gradients]
        case .belief: [.belief, .loss]
        case .scenario: [.explain]
        case .branches: [.loss]
        case .confusion: [.confusion, .explain]
        case .plane: [.plane, .weights]
        case .neuron, .layer: [.weights]
        case .draw: [.explain]
        case .mistakes, .samples: [.confusion, .weights]
        case .watches: [.weights]
        case .postmortem: [.explain]
        default: [self]
        }
    }
}

extension PaneID {
    /// Its place in the order of all panes.
    static func index(of pane: PaneID) -> Int { allCases.firstIndex(of: pane) ?? 0 }
}
