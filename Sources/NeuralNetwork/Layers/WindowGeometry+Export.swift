/// Stride and padding of windows, as other programs take them.
extension ExportedLayer {
    var windowOptions: [String?] {
        [
            TorchModule.option("stride", TorchModule.pair(spec.sizes("stride")), usually: "1"),
            TorchModule.option("padding", TorchModule.pair(spec.sizes("padding")), usually: "0"),
            spec.dilation.isEmpty ? nil : TorchModule.option("dilation", TorchModule.pair(spec.dilation), usually: "1"),
        ]
    }

    var poolOptions: [String?] {
        let kernel = TorchModule.pair(spec.sizes("kernel"))
        return [
            kernel, TorchModule.option("stride", TorchModule.pair(spec.sizes("stride")), usually: kernel),
            TorchModule.option("padding", TorchModule.pair(spec.sizes("padding")), usually: "0"),
        ]
    }

    var windowAttributes: [(String, ONNXGraph.Attribute)] {
        let padding = spec.sizes("padding")
        return [
            ("kernel_shape", .integers(spec.sizes("kernel"))), ("strides", .integers(spec.sizes("stride"))),
            ("pads", .integers(padding + padding)),
        ] + (spec.dilation.contains { $0 > 1 } ? [("dilations", .integers(spec.dilation))] : [])
    }
}
