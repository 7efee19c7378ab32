extension Layer {
    /// Whether every output is a function of one input alone, so that its slope is a number.
    public var explainsSlope: Bool {
        LayerCatalogue.kind(spec) is any ElementwiseFunction.Type || spec.name == "dropout" || isView
    }
}

extension LayerPass {
    /// The slope of an element-wise layer at one element; nil of any other layer.
    public func slope(_ unit: Int) -> Double? {
        guard layer.explainsSlope else { return nil }
        if layer.isView { return 1 }
        if layer.spec.name == "dropout" {
            guard memory.mode == .train else { return 1 }
            return Double(memory.scratch[0][sample * layer.inputShape.count + unit]) / (1 - layer.spec.number("rate"))
        }
        return layer.slope(unit, in: self)
    }
}
