extension ONNXGraph {
    /// γ and β of a normalization; ones and noughts of one that has none, since ONNX leaves none out.
    mutating func gainAndShift(_ layer: ExportedLayer, shape: [Int]) -> (gain: String, shift: String) {
        if layer.spec.flag("affine") { return (tensor(layer, "weight", shape: shape), tensor(layer, "bias", shape: shape)) }
        let (count, name) = (shape.reduce(1, *), shape.map { "_\($0)" }.joined())
        return (
            constant("ones\(name)", shape, Array(repeating: 1, count: count)),
            constant("noughts\(name)", shape, Array(repeating: 0, count: count))
        )
    }
}
