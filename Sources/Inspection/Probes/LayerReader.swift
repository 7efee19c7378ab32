import NeuralNetwork

/// Reads the parts of one column from the pass of a sample: those of the layer that makes its units, and of the functions behind it.
package struct LayerReader {
    let moment: any Moment
    let pass: ObservedPass
    let column: GraphColumn
    let selection: Selection

    /// The layers that compute.
    private var layers: [Int] { column.layers.filter { !moment.network.layers[$0].isView } }

    package func parts() -> [LayerProbe.Part] {
        let first = moment.layerPass(column.layers.lowerBound, pass)
        // A picture that goes in to be weighted stands beside it, as a picture.
        let isShownBeside = column.spec?.role == .affine && moment.columns[column.index - 1].image != nil
        let input = isShownBeside ? [] : [part(first.inputPart, of: column.layers.lowerBound)]
        let error = first.inputErrorPart.map { [part($0, of: column.layers.lowerBound)] } ?? []
        return input + layers.flatMap(forward) + layers.reversed().flatMap(backward) + error
    }

    /// The output of a layer on the way forward.
    private func forward(_ layer: Int) -> [LayerProbe.Part] {
        moment.layerPass(layer, pass).forwardParts(of: selection.neuron).map { part($0, of: layer) }
    }

    /// The error that arrives at a layer on the way back.
    private func backward(_ layer: Int) -> [LayerProbe.Part] {
        moment.layerPass(layer, pass).backwardParts.map {
            var own = $0
            if own.step == .outputGradient, layers.count > 1 {
                if layer == layers.first, own.name == "δ" { own.name = "δ = ∂L/∂z" }
                if layer != layers.last { own.meaning = "after f′ of \(moment.network.layers[layer + 1].spec.name)" }
            }
            return part(own, of: layer)
        }
    }

    /// The part as it is drawn: a sequence is turned so that time goes from left to right, errors are those of the sample.
    private func part(_ part: LayerPart<Float>, of layer: Int) -> LayerProbe.Part {
        let (shape, values) = (part.shape, part.values)
        let factor = part.step == .forward ? 1 : pass.deltaFactor
        var squares = 0.0
        for value in values { squares += Double(value * factor) * Double(value * factor) }
        var arrangement = LayerProbe.Arrangement.vector
        var shown: [Float]
        if shape.rank == 2, shape.count <= LayerProbe.mostValues {
            let (time, features) = (shape[0], shape[1])
            arrangement = .sequence(features: features, time: time)
            shown = []
            shown.reserveCapacity(shape.count)
            for feature in 0..<features { for step in 0..<time { shown.append(values[step * features + feature] * factor) } }
        } else {
            if shape.rank == 3 { arrangement = .pictures(ImageShape(height: shape[1], width: shape[2])) }
            let size = shape.rank == 3 ? shape[1] * shape[2] : 1
            // Whole pictures only.
            let count = min(values.count, max(size, LayerProbe.mostValues / size * size))
            shown = values.prefix(count).map { $0 * factor }
        }
        return LayerProbe.Part(
            name: part.name, meaning: part.meaning, arrangement: arrangement, values: shown, total: values.count,
            range: part.range, layer: layer, step: part.step, isOfInput: part.isOfInput, norm: squares.squareRoot())
    }
}
