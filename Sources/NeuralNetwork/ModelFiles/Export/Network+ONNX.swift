extension Network<Float> {
    /// The network as the bytes of an ONNX file, for batches of any size. What it gives are the outputs of the last layer: where a softmax
    /// belongs to the loss, these are scores.
    ///
    /// Operators are those of version 20, of 2023; format 9 is that of the same release.
    public func onnx() -> [UInt8] {
        var graph = ONNXGraph([(layout, parameters), (bufferLayout, buffers)])
        let output = graph.write(ExportedLayer.layers(layers), of: "input")
        graph.name("backstep")
        graph.port(11, "input", spec.input, isWhole: spec.inputKind == .indices)
        // The last operator's value under a name that says what it is.
        graph.node("Identity", [output], as: "output")
        graph.port(12, "output", spec.output, isWhole: false)
        var model = ProtobufWriter()
        model.integer(1, 9)
        model.text(2, "backstep")
        model.message(8) { set in
            set.text(1, "")
            set.integer(2, 20)
        }
        model.block(7, graph.bytes)
        return model.bytes
    }
}
