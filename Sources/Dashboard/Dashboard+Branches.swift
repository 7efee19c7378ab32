import Inspection
import TerminalGraphics

extension Dashboard {
    /// Shows the branches; from there, goes back to the network.
    mutating func showBranches() {
        guard view.focus != .branches else { return focus(.network) }
        view.isZoomed = false
        focus(.branches)
    }

    /// Takes a key where the list of branches is focused: arrows choose, Enter goes over to the branch chosen.
    /// - Returns: nil for a key that is not for the list.
    mutating func chooseBranch(_ key: KeyPress, _ snapshot: Snapshot?) -> [Effect]? {
        guard let branches = snapshot?.status.branches, key.modifiers.isEmpty,
            let present = branches.firstIndex(where: \.isPresent)
        else { return nil }
        let chosen = branches.firstIndex { $0.id == view.branch } ?? present
        switch key.key {
        case .up: view.branch = branches[max(0, chosen - 1)].id
        case .down: view.branch = branches[min(branches.count - 1, chosen + 1)].id
        case .enter:
            guard chosen != present else {
                view.message = "\(branches[chosen].name) is in view already"
                return []
            }
            return [.request(.goToBranch(branches[chosen].id))]
        default: return nil
        }
        return []
    }
}
