import NeuralNetwork

/// Deeds of a person, and the part of an iteration that is in view: goals of a lesson are made of these.
extension WatchParser {
    /// Names of deeds.
    static let deedNames = [
        "phase", "visited", "edited", "edits", "selected", "opened", "viewed", "checked", "caught", "asked",
    ]

    /// A deed by its name; nil where there is none of it.
    mutating func deed(_ name: WatchLexer.Token) throws(WatchError) -> Value? {
        switch name.text {
        case "phase": return try phase(name)
        case "edits": return number(.editCount, name)
        case "visited": return try visited(name)
        case "edited": return try edited(name)
        case "selected": return try selected(name)
        case "opened": return try opened(name)
        case "viewed": return try viewed(name)
        case "checked": return try checked(name) { .checked(offset: $0) }
        case "caught": return try checked(name) { .caught(offset: $0) }
        case "asked":
            try expect("(", "(on)")
            guard take("on") != nil else { throw WatchError("expected on, as in asked(on)", at: token.start) }
            try expect(")", ")")
            return condition(.deed(.wentOn), name)
        default: return nil
        }
    }

    private func condition(_ quantity: WatchQuantity, _ first: WatchLexer.Token) -> Value {
        Value(kind: .condition, operations: [.quantity(quantity)], start: first.start, end: tokens[index - 1].end)
    }

    private mutating func pass() throws(WatchError) -> Pass {
        let names = Pass.allCases.map { "\($0)" }
        guard let pass = Pass.allCases.first(where: { "\($0)" == token.text }) else {
            throw WatchError("expected \(names.joined(separator: ", ")), found '\(token.text)'", at: token.start)
        }
        index += 1
        return pass
    }

    /// `phase = backward`
    private mutating func phase(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        let isUnequal = take("!=") != nil
        if !isUnequal { try expect("=", "= and a pass, as in phase = backward") }
        let value = condition(.isIn(try pass()), name)
        guard isUnequal else { return value }
        return Value(kind: .condition, operations: value.operations + [.not], start: value.start, end: value.end)
    }

    /// `visited(update)`, `visited(it 0)`, `visited(it 0 backward)`
    private mutating func visited(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a moment, as in visited(it 0 backward)")
        var iteration: Int?
        if take("it", "iteration") != nil { iteration = try integer("iteration", 0...1_000_000_000, of: "a run") }
        let pass = token.text == ")" && iteration != nil ? nil : try pass()
        try expect(")", ")")
        return condition(.deed(.visited(iteration: iteration, pass)), name)
    }

    /// The place among all parameters of the weight or bias between parentheses.
    private mutating func parameterInside(_ what: String) throws(WatchError) -> Int {
        let first = token
        guard first.text == "w" || first.text == "b" else {
            throw WatchError("expected a weight or a bias, as in \(what)(w₁[0,0])", at: first.start)
        }
        index += 1
        let value = try parameter(.value, first, isBias: first.text == "b")
        guard case .quantity(.parameter(_, let offset, _))? = value.operations.first else {
            throw WatchError("expected a single weight, as in \(what)(w₁[0,0])", at: first.start)
        }
        return offset
    }

    private mutating func edited(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a weight, as in edited(w₁[0,0])")
        let offset = try parameterInside("edited")
        try expect(")", ")")
        return condition(.isEdited(offset: offset), name)
    }

    /// `checked(w[1,0,1])`, `caught(any)`
    private mutating func checked(_ name: WatchLexer.Token, _ deed: (Int?) -> WatchDeed) throws(WatchError) -> Value {
        try expect("(", "( and a weight, as in \(name.text)(w₁[0,0]), or any")
        let offset = take("any") == nil ? try parameterInside(name.text) : nil
        try expect(")", ")")
        return condition(.deed(deed(offset)), name)
    }

    /// `selected(w[1,0,1])`, `selected(neuron 1 0)`
    private mutating func selected(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and what, as in selected(w₁[0,0]) or selected(neuron 1 0)")
        let deed: WatchDeed
        if take("neuron") != nil {
            let column = try integer("layer", 1...max(1, scope.layers.count - 1), of: "this network")
            let neuron = try integer("neuron", 0...max(0, scope.layers[column].units - 1), of: "layer \(column)")
            deed = .selected(column: column, neuron: neuron, input: nil)
        } else {
            let offset = try parameterInside("selected")
            guard let place = scope.place(ofParameter: offset) else {
                throw WatchError("this is no weight of one neuron", at: name.start)
            }
            deed = .selected(column: place.column, neuron: place.neuron, input: place.input)
        }
        try expect(")", ")")
        return condition(.deed(deed), name)
    }

    private mutating func opened(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a pane, as in opened(gradients)")
        let pane = token
        guard scope.panes.contains(pane.text) else {
            throw WatchError("no pane is called '\(pane.text)'; :help commands lists them", at: pane.start)
        }
        index += 1
        try expect(")", ")")
        return condition(.deed(.opened(pane.text)), name)
    }

    /// `viewed(sample 2)`, `viewed(sample)`: of the batch, counted from 1.
    private mutating func viewed(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a sample, as in viewed(sample 2)")
        guard take("sample") != nil else { throw WatchError("expected sample, as in viewed(sample 2)", at: token.start) }
        let row = token.text == ")" ? nil : try integer("sample", 1...1_000_000, of: "a batch") - 1
        try expect(")", ")")
        return condition(.deed(.viewed(row: row)), name)
    }
}

extension WatchScope {
    /// The neuron that a parameter belongs to, and its place among that neuron's: a weight's input, or behind them the bias.
    package func place(ofParameter offset: Int) -> (column: Int, neuron: Int, input: Int)? {
        for (column, layer) in layers.enumerated() {
            if let weight = layer.weight, weight.shape.count == 2, weight.shape[1] > 0,
                (weight.offset..<weight.offset + weight.shape[0] * weight.shape[1]).contains(offset)
            {
                let (neuron, input) = (offset - weight.offset).quotientAndRemainder(dividingBy: weight.shape[1])
                return (column, neuron, input)
            }
            if let bias = layer.bias, (bias.offset..<bias.offset + bias.shape.reduce(1, *)).contains(offset) {
                return (column, offset - bias.offset, layer.weight?.shape.last ?? 0)
            }
        }
        return nil
    }
}

extension WatchScope {
    /// The place among all parameters of a neuron's weight, by the place of its input, the bias behind them; nil where there is none.
    package func offset(column: Int, neuron: Int, input: Int) -> Int? {
        guard layers.indices.contains(column), let weight = layers[column].weight, weight.shape.count == 2,
            (0..<weight.shape[0]).contains(neuron)
        else { return nil }
        if input < weight.shape[1] { return weight.offset + neuron * weight.shape[1] + input }
        return layers[column].bias.map { $0.offset + neuron }
    }
}
