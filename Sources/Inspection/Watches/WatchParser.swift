/// Reads expressions by recursive descent:
///
///     expression = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation = "not" negation | comparison
///     comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "!=") sum ] [ "changes" | "flips" ]
///     sum = product { ("+" | "-") product }
///     product = factor { ("*" | "/") factor }
///     factor = "-" factor | number ["%"] | "(" expression ")" | "|" sum or vector "|" | quantity
package struct WatchParser {
    /// The kind of value that has been read: a number, something true or false, or a vector, which only ‖·‖ makes a number of.
    package enum Kind { case number, condition, vector }

    package struct Value {
        package var kind: Kind
        package var operations: [WatchOperation]
        package var start: Int
        package var end: Int
        /// In place of its truth: `sign(w₁[0,0])` and `dead(1)` are conditions where one is needed.
        package var asCondition: [WatchOperation]?
    }

    package let scalars: [Unicode.Scalar]
    package let scope: WatchScope
    package let tokens: [WatchLexer.Token]
    package var index = 0
    package var slots = 0
    private var depth = 0
    private var parts: [WatchExpression.Part] = []

    package init(_ text: String, _ scope: WatchScope) throws(WatchError) {
        scalars = Array(text.unicodeScalars)
        self.scope = scope
        tokens = try WatchLexer.tokens(of: text)
    }

    /// The whole text.
    package mutating func expression() throws(WatchError) -> (WatchProgram, isCondition: Bool, [WatchExpression.Part]) {
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

    package var token: WatchLexer.Token { tokens[index] }

    package mutating func take(_ texts: String...) -> WatchLexer.Token? {
        guard token.kind == .sign || token.kind == .name, texts.contains(token.text) else { return nil }
        defer { index += 1 }
        return token
    }

    package mutating func expect(_ sign: String, _ what: String) throws(WatchError) {
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

    /// A condition by itself, such as `nan`.
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

    package func needNumber(_ value: Value) throws(WatchError) {
        switch value.kind {
        case .number: return
        case .condition: throw WatchError("expected a number, found a condition", at: value.start)
        case .vector:
            throw WatchError("expected |\(text(value))|, the length of the vector, or one of its numbers", at: value.start)
        }
    }

    package mutating func sum() throws(WatchError) -> Value {
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
        throw WatchError("expected a number or a name such as loss or w₁[0,0], found \(found)", at: first.start)
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
}
