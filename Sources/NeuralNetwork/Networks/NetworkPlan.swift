/// Walks through a chain of layers and gives every tensor its name and place.
struct NetworkPlan<Scalar: NetworkScalar> {
    private(set) var nodes: [NetworkNode<Scalar>] = []
    private(set) var parameters: [ParameterLayout.Entry] = []
    private(set) var buffers: [ParameterLayout.Entry] = []
    private(set) var topLevelRanges: [Range<Int>] = []
    private var parameterCount = 0
    private var bufferCount = 0

    mutating func add(_ layers: [any Layer<Scalar>], path: String, topLevel: Int?) {
        let specs = layers.map(\.spec)
        for (index, layer) in layers.enumerated() {
            let start = parameterCount
            add(
                layer, path: "\(path)\(index)", topLevel: topLevel ?? index,
                gain: LayerChain.gain(feeding: specs[(index + 1)...]))
            if topLevel == nil { topLevelRanges.append(start..<parameterCount) }
        }
    }

    private mutating func add(_ layer: any Layer<Scalar>, path: String, topLevel: Int, gain: Double) {
        let parameterStart = parameterCount
        let bufferStart = bufferCount
        for parameter in layer.parameterSpecs {
            let range = parameterCount..<(parameterCount + parameter.shape.count)
            parameters.append(.init(name: "\(path).\(parameter.name)", shape: parameter.shape, range: range, layer: topLevel))
            parameterCount = range.upperBound
        }
        for buffer in layer.bufferSpecs {
            let range = bufferCount..<(bufferCount + buffer.shape.count)
            buffers.append(.init(name: "\(path).\(buffer.name)", shape: buffer.shape, range: range, layer: topLevel))
            bufferCount = range.upperBound
        }
        nodes.append(
            NetworkNode(
                path: path, layer: layer, topLevel: topLevel, parameters: parameterStart..<parameterCount,
                buffers: bufferStart..<bufferCount,
                gain: gain))
        for branch in layer.branches {
            add(branch.layers, path: branch.name.isEmpty ? "\(path)." : "\(path).\(branch.name).", topLevel: topLevel)
        }
    }
}
