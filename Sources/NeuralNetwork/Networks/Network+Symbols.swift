extension Network {
    /// The symbol of a parameter by its place in the flat store, with the layer that has it and that layer's place among those
    /// inside another; nil where there is none.
    public func symbol(ofParameter offset: Int) -> (symbol: ParameterSymbol, layer: any Layer<Scalar>, inside: [Int])? {
        guard let entry = layout.entry(at: offset) else { return nil }
        var rest = offset - entry.range.lowerBound
        var indices: [Int] = []
        for axis in (0..<entry.shape.rank).reversed() {
            indices.insert(rest % entry.shape[axis], at: 0)
            rest /= entry.shape[axis]
        }
        var path = entry.name.split(separator: ".").map(String.init)[...].dropFirst()
        var layer: any Layer<Scalar> = layers[entry.layer]
        var inside: [Int] = []
        while !layer.branches.isEmpty {
            let isShortcut = path.first == "shortcut"
            if isShortcut { path = path.dropFirst() }
            guard let number = path.first.flatMap({ Int($0) }),
                let branch = layer.branches.first(where: { $0.name == (isShortcut ? "shortcut" : "") }),
                branch.layers.indices.contains(number)
            else { break }
            layer = branch.layers[number]
            inside.append(number)
            path = path.dropFirst()
        }
        return (layer.symbol(ofTensor: path.joined(separator: "."), indices), layer, inside)
    }
}
