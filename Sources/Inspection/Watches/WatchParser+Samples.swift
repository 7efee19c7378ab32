import NeuralNetwork

/// Numbers of samples: inputs, targets, slopes, and neurons of another sample than the pinned one.
extension WatchParser {
    /// Numbers that have one index and no layer.
    enum Indexed { case input, target }

    /// `x[0]`, `y[0]`
    mutating func indexed(_ kind: Indexed, _ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("[", "[ and a number, as in \(name.text)[0]")
        let count = kind == .input ? scope.layers[0].units : scope.outputs
        let index = try integer(kind == .input ? "input" : "output", 0...max(0, count - 1), of: "this network")
        try expect("]", "]")
        return number(kind == .input ? .neuron(.activation, column: 0, index: index) : .target(index), name)
    }

    /// `fp[1,0]`, the slope f′ at a neuron.
    mutating func slope(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        let (column, _) = try openLayer(name)
        try expect(",", "a neuron behind the layer, as in fp\(Subscripts.text(column))[0]")
        let neuron = try integer("neuron", 0...scope.layers[column].units - 1, of: "layer \(column)")
        try expect("]", "]")
        return number(.slope(column: column, index: neuron), name)
    }

    /// `min(x, y)`, `max(x, y)`, `round(x)`
    mutating func choice(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a number, as in \(name.text)(w₁[0,0])")
        var operations = try numberInside()
        if name.text != "round" {
            try expect(",", ", and another number, as in \(name.text)(a, b)")
            operations += try numberInside()
        }
        try expect(")", ")")
        let operation: WatchOperation = name.text == "round" ? .round : name.text == "min" ? .smaller : .larger
        return Value(kind: .number, operations: operations + [operation], start: name.start, end: tokens[index - 1].end)
    }

    private mutating func numberInside() throws(WatchError) -> [WatchOperation] {
        let inner = try sum()
        try needNumber(inner)
        return inner.operations
    }

    /// `z[1,0] of sample 2`: samples of the batch count from 1, as on the screen.
    mutating func ofSample(_ value: Value) throws(WatchError) -> Value {
        guard token.text == "of", let sample = tokens[safe: index + 1], sample.text == "sample" else { return value }
        guard case .quantity(.neuron(let kind, let column, let unit))? = value.operations.first, value.operations.count == 1
        else {
            throw WatchError("only z, a and delta of a neuron are known of another sample", at: value.start)
        }
        index += 2
        let row = try integer("sample", 1...1_000_000, of: "a batch")
        var other = value
        other.operations = [.quantity(.neuronOfSample(kind, column: column, index: unit, row: row - 1))]
        other.end = tokens[index - 1].end
        return other
    }

    /// `loss@start`, `w[1,0,0]@before`: as it was at another moment.
    mutating func atMoment(_ value: Value) throws(WatchError) -> Value {
        guard token.text == "@" else { return value }
        let sign = token
        index += 1
        let names = WatchQuantity.KeptMoment.allCases.map(\.rawValue)
        guard scope.tellsDeeds else { throw WatchError("'@' has a meaning in lessons alone", at: sign.start) }
        guard let moment = WatchQuantity.KeptMoment(rawValue: token.text) else {
            throw WatchError("expected \(names.joined(separator: " or ")) behind @, found '\(token.text)'", at: token.start)
        }
        index += 1
        var kept = value
        kept.operations = value.operations.map { operation in
            if case .quantity(let quantity) = operation { .quantity(.kept(quantity, moment)) } else { operation }
        }
        kept.end = tokens[index - 1].end
        return kept
    }
}

extension Array {
    /// The element at a place; nil where there is none.
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
