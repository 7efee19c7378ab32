import Inspection

extension Dashboard {
    /// Opens the `:` line with the selected parameter and its present value.
    func edit(bias: Bool, _ snapshot: Snapshot?) -> Action {
        let reading = snapshot?[ParameterProbe(selection: view.selection)]
        if !bias, let element = reading?.element, let value = reading?.elementValue {
            return .openLine("set \(element) ", selected: "\(value)")
        }
        guard let reading, let reference = bias ? reading.bias : reading.weight else {
            return .message(
                "no \(bias ? "bias" : "weight") is selected here; :set 0.\(bias ? "bias[0]" : "weight[0,0]") 0.5 sets any by its name"
            )
        }
        return .openLine("set \(reference) ", selected: "\(bias ? reading.biasValue : reading.weightValue)")
    }
}
