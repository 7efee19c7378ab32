import Inspection
import TerminalGraphics

extension Dashboard {
    /// Takes the key that a mark waits for.
    mutating func answer(_ awaited: Awaited, _ key: KeyPress) -> [Effect] {
        guard case .character(let letter) = key.key, key.modifiers.isEmpty else { return [] }
        guard MomentText.isLetter(letter) else {
            view.message = "a mark is a letter or a digit"
            return []
        }
        switch awaited {
        case .mark: return [.request(.setMark(letter))]
        case .goingToMark: return [.request(.goToMark(letter))]
        }
    }

    /// Opens the `:` line with the selected parameter and its present value.
    mutating func edit(bias: Bool, _ snapshot: Snapshot?) {
        let reading = snapshot?[ParameterProbe(selection: view.selection)]
        if !bias, let element = reading?.element, let value = reading?.elementValue {
            openLine("set \(element) ", selected: "\(value)")
            return
        }
        guard let reading, let reference = bias ? reading.bias : reading.weight else {
            view.message =
                "no \(bias ? "bias" : "weight") is selected here; :set 0.\(bias ? "bias[0]" : "weight[0,0]") 0.5 sets any by its name"
            return
        }
        openLine("set \(reference) ", selected: "\(bias ? reading.biasValue : reading.weightValue)")
    }
}
