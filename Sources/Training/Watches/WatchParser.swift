import NeuralNetwork

/// Reads expressions by recursive descent:
///
///     expression = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation = "not" negation | comparison
///     comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "!=") sum ] [ "changes" | "flips" ]
///     sum = product { ("+" | "-") product }
///     product = factor { ("*" | "/") factor }
///     factor = "-" factor | number ["%"] | "(" expression ")" | "|" sum or vector "|" | quantity
struct WatchParser {
    /// What has been read: a number, something true or false, or a vector, which only ‖·‖ makes a number of.
    private enum Kind { case number, condition, vector }

    private struct Value {
        var kind: Kind
        var operations: [WatchOperation]
        var start: Int
        var end: Int
        /// In place of its truth: `sign(w[1,0,0])` and `dead(1)` are conditions where one is needed.
        var asCondition: [WatchOperation]?
    }

    private let scalars: [Unicode.Scalar]
    private let scope: WatchScope
    private let tokens: [WatchLexer.Token]
    private var index = 0
    private var slots = 0
    private var depth = 0
    private var parts: [WatchExpression.Part] = []

    init(_ text: String, _ scope: WatchScope) throws(WatchError) {
        scalars = Array(text.unicodeScalars)
        self.scope = scope
        tokens = try WatchLexer.tokens(of: text)
    }

    /// The whole text.
    mutating func expression() throws(WatchError) -> (WatchProgram, isCondition: Bool, [WatchExpression.Part]) {
        if token.kind == .end { throw WatchError("expected an expression such as loss < 0.1", at: token.start) }
        var value = try disjunction()
        guard token.kind == .end else {
            throw WatchError("expected the end, a comparison, and, or, or an operator, found '\(token.text)'", at: token.start)
        }
        if value.kind == .vector {
            throw WatchError("expected |\(text(value))|, the length of the vector, or one of its numbers", at: value.start)
        }
        if value.asCondition != nil { value = condition(value) }
        return (WatchProgram(operations: value.operations), value.kind == .condition, parts)
    }

    private var token: WatchLexer.Token { tokens[index] }

    private mutating func take(_ texts: String...) -> WatchLexer.Token? {
        guard token.kind == .sign || token.kind == .name, texts.contains(token.text) else { return nil }
        defer { index += 1 }
        return token
    }

    private mutating func expect(_ sign: String, _ what: String) throws(WatchError) {
        if take(sign) == nil {
            throw WatchError("expected \(what), found \(token.kind == .end ? "the end" : "'\(token.text)'")", at: token.start)
        }
    }

    private func text(_ value: Value) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[value.start..<value.end])
        return String(view)
    }

    private mutating func disjunction() throws(WatchError) -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 32 else { throw WatchError("more parentheses than anybody reads", at: token.start) }
        var value = try conjunction()
        while take("or") != nil {
            let other = try conjunction()
            value = try logical(.or, value, other)
        }
        return value
    }

    private mutating func conjunction() throws(WatchError) -> Value {
        var value = try negation()
        while take("and") != nil {
            let other = try negation()
            value = try logical(.and, value, other)
        }
        return value
    }

    private mutating func logical(_ operation: WatchOperation, _ a: Value, _ b: Value) throws(WatchError) -> Value {
        let left = try needCondition(a)
        let right = try needCondition(b)
        return Value(kind: .condition, operations: left.operations + right.operations + [operation], start: a.start, end: b.end)
    }

    private mutating func negation() throws(WatchError) -> Value {
        guard let not = take("not") else { return try comparison() }
        guard index < 400 else { throw WatchError("the expression is too long", at: not.start) }
        let inner = try negation()
        let value = try needCondition(inner)
        return Value(kind: .condition, operations: value.operations + [.not], start: not.start, end: value.end)
    }

    private mutating func needCondition(_ value: Value) throws(WatchError) -> Value {
        if value.kind == .condition { return value }
        if value.asCondition != nil { return condition(value) }
        throw WatchError("expected a condition such as \(text(value)) < 0.1", at: value.start)
    }

    /// What stands for itself as a condition.
    private mutating func condition(_ value: Value) -> Value {
        guard let operations = value.asCondition else { return value }
        if value.kind == .number { note(value) }
        return Value(kind: .condition, operations: operations, start: value.start, end: value.end)
    }

    private mutating func note(_ value: Value) {
        if value.operations.contains(where: { if case .quantity = $0 { true } else { false } }) {
            parts.append(WatchExpression.Part(text: text(value), program: WatchProgram(operations: value.operations)))
        }
    }

    private mutating func comparison() throws(WatchError) -> Value {
        var value = try sum()
        let operations: [String: WatchOperation] = [
            "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "=": .equal, "!=": .notEqual,
        ]
        if token.kind == .sign, let operation = operations[token.text] {
            try needNumber(value)
            index += 1
            let other = try sum()
            try needNumber(other)
            note(value)
            value = Value(
                kind: .condition, operations: value.operations + other.operations + [operation], start: value.start,
                end: other.end)
            if token.kind == .sign, operations[token.text] != nil {
                throw WatchError("expected one comparison; join two with and", at: token.start)
            }
        }
        if let word = take("changes", "flips") {
            if value.kind == .vector { try needNumber(value) }
            if value.kind == .number { note(value) }
            value = Value(
                kind: .condition, operations: value.operations + [.changes(slot: slots)], start: value.start, end: word.end)
            slots += 1
        }
        return value
    }

    private func needNumber(_ value: Value) throws(WatchError) {
        switch value.kind {
        case .number: return
        case .condition: throw WatchError("expected a number, found a condition", at: value.start)
        case .vector:
            throw WatchError("expected |\(text(value))|, the length of the vector, or one of its numbers", at: value.start)
        }
    }

    private mutating func sum() throws(WatchError) -> Value {
        var value = try product()
        while let sign = take("+", "-") {
            let other = try product()
            value = try arithmetic(sign.text == "+" ? .add : .subtract, value, other)
        }
        return value
    }

    private mutating func product() throws(WatchError) -> Value {
        var value = try factor()
        while let sign = take("*", "/") {
            let other = try factor()
            value = try arithmetic(sign.text == "*" ? .multiply : .divide, value, other)
        }
        return value
    }

    private func arithmetic(_ operation: WatchOperation, _ a: Value, _ b: Value) throws(WatchError) -> Value {
        try needNumber(a)
        try needNumber(b)
        return Value(kind: .number, operations: a.operations + b.operations + [operation], start: a.start, end: b.end)
    }

    private mutating func factor() throws(WatchError) -> Value {
        let first = token
        guard index < 400 else { throw WatchError("the expression is too long", at: first.start) }
        if take("-") != nil {
            let value = try factor()
            try needNumber(value)
            return Value(kind: .number, operations: value.operations + [.negate], start: first.start, end: value.end)
        }
        if case .number(let number) = first.kind {
            index += 1
            let isPercent = take("%") != nil
            return Value(
                kind: .number, operations: [.number(isPercent ? number / 100 : number)], start: first.start,
                end: tokens[index - 1].end)
        }
        if take("(") != nil {
            var value = try disjunction()
            try expect(")", ") to close the parenthesis")
            (value.start, value.end) = (first.start, tokens[index - 1].end)
            return value
        }
        if take("|") != nil { return try magnitude(first) }
        if first.kind == .name { return try quantity() }
        let found = first.kind == .end ? "the end" : "'\(first.text)'"
        throw WatchError("expected a number or a name such as loss or w[1,0,0], found \(found)", at: first.start)
    }

    /// |x| of a number, ‖x‖₂ of a vector.
    private mutating func magnitude(_ first: WatchLexer.Token) throws(WatchError) -> Value {
        let inner = try sum()
        try expect("|", "| to close the magnitude")
        let end = tokens[index - 1].end
        switch inner.kind {
        case .condition: throw WatchError("expected a number or a vector such as g[1] between bars", at: inner.start)
        case .vector: return Value(kind: .number, operations: inner.operations, start: first.start, end: end)
        case .number: return Value(kind: .number, operations: inner.operations + [.magnitude], start: first.start, end: end)
        }
    }

    // MARK: Quantities

    private mutating func quantity() throws(WatchError) -> Value {
        let name = token
        index += 1
        switch name.text {
        case "loss": return number(.loss, name)
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
        case "dead": return try dead(name)
        case "sign", "abs": return try function(name)
        default:
            let advice =
                NearestName.find(name.text, in: Self.names).map { "; did you mean \($0)?" } ?? "; :help expressions lists them"
            throw WatchError("no quantity is called '\(name.text)'\(advice)", at: name.start)
        }
    }

    /// The names that an expression can begin with.
    static let names = [
        "loss", "accuracy", "heldout", "train", "batch", "pinned", "prediction", "nan", "lr", "iteration", "epoch", "p", "output",
        "w", "b", "g", "gb",
        "dw", "db", "z", "a", "delta", "dead", "sign", "abs", "not",
    ]

    private func number(_ quantity: WatchQuantity, _ first: WatchLexer.Token) -> Value {
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

    /// `p(5)`, `p(cat)`
    private mutating func output(_ name: WatchLexer.Token) throws(WatchError) -> Value {
        try expect("(", "( and a class, as in p(\(scope.classNames.first ?? "0"))")
        let place = token
        var found: Int?
        while token.kind != .end, token.text != ")" { index += 1 }
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
        try expect(")", ")")
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
        try expect("(", "( and a number, as in \(name.text)(w[1,0,0])")
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

    /// `[2]` is the layer's vector, `[2,0,3]` a number in it.
    private mutating func parameter(_ kind: WatchQuantity.ParameterKind, _ name: WatchLexer.Token, isBias: Bool = false)
        throws(WatchError) -> Value
    {
        let (column, place) = try openLayer(name)
        let entry = scope.layers[column]
        guard let tensor = isBias ? entry.bias : entry.weight else {
            throw WatchError("layer \(column) (\(entry.kind)) has no \(isBias ? "biases" : "weights")", at: place.start)
        }
        if take("]") != nil {
            if isBias { throw WatchError("expected a neuron, as in \(name.text)[\(column),0]", at: tokens[index - 1].start) }
            return Value(
                kind: .vector, operations: [.quantity(.parameterNorm(kind, layer: entry.layer))], start: name.start,
                end: tokens[index - 1].end)
        }
        var offset = 0
        for (axis, size) in tensor.shape.enumerated() {
            try expect(
                ",",
                "\(tensor.shape.count) numbers behind the layer, as in \(name.text)[\(column),\(tensor.shape.map { _ in "0" }.joined(separator: ","))]"
            )
            let what = axis == 0 ? "neuron" : tensor.shape.count == 2 ? "input" : "index"
            offset = offset * size + (try integer(what, 0...size - 1, of: "layer \(column)"))
        }
        try expect("]", "]")
        return number(.parameter(kind, offset: tensor.offset + offset, layer: entry.layer), name)
    }

    private mutating func neuron(_ kind: WatchQuantity.NeuronKind, _ name: WatchLexer.Token) throws(WatchError) -> Value {
        let (column, _) = try openLayer(name)
        if take("]") != nil {
            return Value(
                kind: .vector, operations: [.quantity(.neuronNorm(kind, column: column))], start: name.start,
                end: tokens[index - 1].end)
        }
        try expect(",", "a neuron behind the layer, as in \(name.text)[\(column),0]")
        let neuron = try integer("neuron", 0...scope.layers[column].units - 1, of: "layer \(column)")
        try expect("]", "]")
        return number(.neuron(kind, column: column, index: neuron), name)
    }

    private mutating func openLayer(_ name: WatchLexer.Token) throws(WatchError) -> (Int, WatchLexer.Token) {
        try expect("[", "[ and a layer, as in \(name.text)[1]")
        let place = token
        return (try layer(), place)
    }

    private mutating func layer() throws(WatchError) -> Int {
        try integer("layer", 1...max(1, scope.layers.count - 1), of: "this network")
    }

    private mutating func integer(_ what: String, _ range: ClosedRange<Int>, of whole: String) throws(WatchError) -> Int {
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
