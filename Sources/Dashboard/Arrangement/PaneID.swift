/// The panes, by name.
public enum PaneID: String, Hashable, Sendable, CaseIterable {
    case sample, prediction, network, explain, gradients, loss, branches, weights
}
