import Basics
import NeuralNetwork

/// Names that an expression can use, and what stands behind each: a class, a layer, indices.
extension WatchParser {
    /// A quantity, and behind it the sample or the moment that it is of.
    package mutating func quantity() throws(WatchError) -> Value {
        let value = try present()
        return try atMoment(ofSample(value))
    }

    /// A quantity of the moment in view.
    private mutating func present() throws(WatchError) -> Value {
        let name = token
        index += 1
        if let variable = scope.variables.firstIndex(of: name.text) { return number(.variable(variable), name) }
        switch name.text {
        case "loss": return number(take("after") == nil ? .loss : .lossAfter, name)
        case "lossAfter": return number(.lossAfter, name)
        case "objective": return number(.objective, name)
        case "accuracy": return try classes(.heldOutAccuracy, name)
        case "heldout", "train", "batch": return try qualified(name)
        case "pinned": return try pinned(name)
        case "prediction": return try classes(.prediction, name)
        case "nan", "NaN", "inf", "nonfinite":
            return Value(kind: .condition, operations: [.quantity(.notFinite)], start: name.start, end: name.end)
        case "lr", "rate": return number(.learningRate, name)
        case "iteration", "it": return number(.iteration, name)
        case "epoch": return number(.epoch, name)
        case "p", "output": return try output(name)
        case "w": return try parameter(.value, name)
        case "b": return try parameter(.value, name, isBias: true)
        case "g": return try parameter(.gradient, name)
        case "gb": return try parameter(.gradient, name, isBias: true)
        case "dw": return try parameter(.change, name)
        case "db": return try parameter(.change, name, isBias: true)
        case "z": return try neuron(.preActivation, name)
        case "a": return try neuron(.activation, name)
        case "delta": return try neuron(.error, name)
        case "da": return try neuron(.outputError, name)
        case "x": return try indexed(.input, name)
        case "y": return try indexed(.target, name)
        case "fp": return try slope(name)
        case "A": return try attention(name)
        case "min", "max", "round": return try choice(name)
        case "dead": return try dead(name)
        case "sign", "abs": return try function(name)
        default:
            if scope.tellsDeeds, let deed = try deed(name) { return deed }
            let names = Self.names + (scope.tellsDeeds ? Self.deedNames : []) + scope.variables
            let advice =
                NearestName.find(name.text, in: names).map { "; did you mean \($0)?" } ?? "; :help expressions lists them"
            throw WatchError("no quantity is called '\(name.text)'\(advice)", at: name.start)
        }
    }

    /// The names that an expression can begin with.
    package static let names = [
        "loss", "objective", "lossAfter", "accuracy", "heldout", "train", "batch", "pinned", "prediction", "nan", "lr",
        "iteration", "epoch", "p", "output",
        "w", "b", "g", "gb",
        "dw", "db", "z", "a", "da", "fp", "delta", "A", "x", "y", "dead", "sign", "abs", "min", "max", "round", "not",
    ]

    func number(_ quantity: WatchQuantity, _ first: WatchLexer.Token) -> Value {
        Value(kind: .number, operations: [.quantity(quantity)], start: first.start, end: tokens[index - 1].end)
    }

    private func classes(_ quantity: WatchQuantity, _ first: WatchLexer.Token) throws(WatchError) -> Value {
        guard !scope.classNames.isEmpty else {
            throw WatchError("this data has no classes, and so no \(first.text)", at: first.start)
        }
        return number(quantity, first)
    }

    /// `heldout loss`, `batch accuracy`.
    private mutating func qualified(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        let isHeldOut = name.text == "heldout"
        if take("loss") != nil { return number(isHeldOut ? .heldOutLoss : .loss, name) }
        if take("accuracy") != nil { return try classes(isHeldOut ? .heldOutAccuracy : .batchAccuracy, name) }
        throw WatchError(
            "expected loss or accuracy behind \(name.text), found \(token.kind == .end ? "the end" : "'\(token.text)'")",
            at: token.start)
    }

    /// `pinned flips`, `pinned loss`.
    private mutating func pinned(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        take("loss") != nil ? number(.pinnedLoss, name) : try classes(.prediction, name)
    }

    /// `p(5)`, `p[5]`, `p(cat)`
    private mutating func output(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        let isBracketed = take("[") != nil
        let close = isBracketed ? "]" : ")"
        if !isBracketed { try expect("(", "[ and a class, as in p[\(scope.classNames.first ?? "0")]") }
        let place = token
        var found: Int?
        while token.kind != .end, token.text != close { index += 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[place.start..<max(place.start, tokens[index].start)])
        var written = String(view)
        while written.last == " " { written.removeLast() }
        found = scope.classNames.firstIndex(of: written) ?? Int(written).flatMap { (0..<scope.outputs).contains($0) ? $0 : nil }
        guard let found else {
            let known =
                scope.classNames.isEmpty ? "0 to \(scope.outputs - 1)" : scope.classNames.prefix(12).joined(separator: ", ")
            throw WatchError("expected a class (\(known)), found '\(written)'", at: place.start)
        }
        try expect(close, close)
        return number(.output(found), name)
    }

    /// `dead(layer 2)`, `dead(2)`: how many; as a condition, that there is one.
    private mutating func dead(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a layer, as in dead(layer 1)")
        _ = take("layer")
        let column = try layer()
        try expect(")", ")")
        var value = number(.deadNeurons(column: column), name)
        value.asCondition = value.operations + [.number(0), .greater]
        return value
    }

    /// `sign(x)`: −1, 0 or 1; as a condition, that it changes. `abs(x)`.
    private mutating func function(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a number, as in \(name.text)(w₁[0,0])")
        let inner = try sum()
        try needNumber(inner)
        try expect(")", ")")
        var value = Value(
            kind: .number, operations: inner.operations + [name.text == "sign" ? .sign : .magnitude], start: name.start,
            end: tokens[index - 1].end)
        if name.text == "sign" {
            value.asCondition = value.operations + [.changes(slot: slots)]
            slots += 1
        }
        return value
    }

    /// `[2]` is the layer's vector, `[2,0,3]` a number in it; the lexer has made these of `w₂` and `w₂[0,3]`.
    mutating func parameter(_ kind: WatchQuantity.ParameterKind, _ name: WatchLexer.Token, isBias: Bool = false)
        throws(WatchError) -> Value
    {
        let (column, place) = try openLayer(name)
        let entry = scope.layers[column]
        guard let tensor = isBias ? entry.bias : entry.weight else {
            throw WatchError("layer \(column) (\(entry.kind)) has no \(isBias ? "biases" : "weights")", at: place.start)
        }
        if take("]") != nil {
            if isBias {
                throw WatchError(
                    "expected a neuron, as in \(name.text)\(Subscripts.text(column))[0]", at: tokens[index - 1].start)
            }
            return Value(
                kind: .vector, operations: [.quantity(.parameterNorm(kind, layer: entry.layer))], start: name.start,
                end: tokens[index - 1].end)
        }
        guard !tensor.shape.isEmpty else {
            throw WatchError(
                "single numbers of layer \(column) are not known; |\(name.text)\(Subscripts.text(column))| is the norm of all",
                at: token.start)
        }
        var offset = 0
        for (axis, size) in tensor.shape.enumerated() {
            try expect(
                ",",
                "\(tensor.shape.count) numbers behind the layer, as in \(name.text)\(Subscripts.text(column))[\(tensor.shape.map { _ in "0" }.joined(separator: ","))]"
            )
            let what = axis == 0 ? "neuron" : tensor.shape.count == 2 ? "input" : "index"
            offset = offset * size + (try integer(what, 0...size - 1, of: "layer \(column)"))
        }
        try expect("]", "]")
        return number(.parameter(kind, offset: tensor.offset + offset, layer: entry.layer), name)
    }

    private mutating func neuron(_ kind: WatchQuantity.NeuronKind, _ name: WatchLexer.Token) throws(WatchError) -> Value {
        // An activation of layer 0 is an input.
        let (column, _) = try openLayer(name, from: kind == .activation ? 0 : 1)
        if take("]") != nil {
            return Value(
                kind: .vector, operations: [.quantity(.neuronNorm(kind, column: column))], start: name.start,
                end: tokens[index - 1].end)
        }
        try expect(",", "a neuron behind the layer, as in \(name.text)\(Subscripts.text(column))[0]")
        let neuron = try integer("neuron", 0...scope.layers[column].units - 1, of: "layer \(column)")
        try expect("]", "]")
        return number(.neuron(kind, column: column, index: neuron), name)
    }

    /// `A[2,6,3]`: the share that place 6 of a sequence gives place 3; of several heads `A[2,0,6,3]`.
    private mutating func attention(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        let (column, place) = try openLayer(name)
        guard let shape = scope.layers[column].attention else {
            throw WatchError("layer \(column) (\(scope.layers[column].kind)) has no attention", at: place.start)
        }
        let isSingle = shape[0] == 1
        var offset = 0
        for (what, size) in zip(["head", "place", "place"], shape).dropFirst(isSingle ? 1 : 0) {
            let example = isSingle ? "[0,0]" : "[0,0,0]"
            try expect(",", "who looks at whom, as in A\(Subscripts.text(column))\(example)")
            offset = offset * size + (try integer(what, 0...size - 1, of: "layer \(column)"))
        }
        try expect("]", "]")
        return number(.attention(column: column, offset: offset), name)
    }

    mutating func openLayer(_ name: WatchLexer.Token, from first: Int = 1) throws(WatchError) -> (Int, WatchLexer.Token) {
        try expect("[", "a layer, as in \(name.text)₁")
        let place = token
        return (try layer(from: first), place)
    }

    private mutating func layer(from first: Int = 1) throws(WatchError) -> Int {
        guard scope.layers.count > first else {
            throw WatchError("no layer is known yet: nothing has been recorded", at: token.start)
        }
        return try integer("layer", first...max(1, scope.layers.count - 1), of: "this network")
    }

    mutating func integer(_ what: String, _ range: ClosedRange<Int>, of whole: String) throws(WatchError) -> Int {
        guard case .number(let number) = token.kind, let value = Int(exactly: number) else {
            throw WatchError(
                "expected a \(what) from \(range.lowerBound) to \(range.upperBound), found \(token.kind == .end ? "the end" : "'\(token.text)'")",
                at: token.start)
        }
        guard range.contains(value) else {
            throw WatchError("\(whole) has \(what)s \(range.lowerBound) to \(range.upperBound), found \(value)", at: token.start)
        }
        index += 1
        return value
    }
}
