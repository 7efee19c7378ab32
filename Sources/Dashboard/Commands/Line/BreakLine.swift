import Inspection

extension LineCommand {
    /// `:break loss < 0.1`
    static let breakAt = LineCommand(
        "break", aliases: ["b"], arguments: "CONDITION",
        help: "a breakpoint, such as loss < 0.1 or pinned flips; c goes on to it, C back; :help expressions",
        complete: { Expressions.completion($0) },
        run: { (input, view) throws(LineError) in
            let expression = try Expressions.read(input) { text, scope throws(WatchError) in
                try WatchExpression(parsingCondition: text, in: scope)
            }
            return [.bringForward(.watches), .request(.addWatch(expression, isBreakpoint: true))]
        })

    /// `:watch |g1|/|g3|`
    static let watch = LineCommand(
        "watch", arguments: "EXPRESSION",
        help: "a number to follow in the Watches pane, such as |g1|/|g2|; :help expressions",
        complete: { Expressions.completion($0) },
        run: { (input, view) throws(LineError) in
            let expression = try Expressions.read(input) { text, scope throws(WatchError) in
                try WatchExpression(parsing: text, in: scope)
            }
            return [.bringForward(.watches), .request(.addWatch(expression, isBreakpoint: false))]
        })

    /// `:delete 2`
    static let delete = LineCommand(
        "delete", aliases: ["d"], arguments: "N|all", help: "delete a breakpoint or watch by its number",
        complete: { $0.completing(["all"]) },
        run: { (input, _) throws(LineError) in
            let word = try input.single("a number, or all")
            if word.text == "all" { return [.request(.removeWatch(nil))] }
            return [.request(.removeWatch(try word.integer("a number or all", in: 1...1_000_000)))]
        })
}

/// The common part of `:break` and `:watch`.
private enum Expressions {
    static func read(
        _ input: LineInput, _ parse: (String, WatchScope) throws(WatchError) -> WatchExpression
    ) throws(LineError) -> WatchExpression {
        guard !input.words.isEmpty else {
            throw LineError("expected an expression such as loss < 0.1; :help expressions", at: input.end)
        }
        guard let scope = input.snapshot?.status.watchScope else {
            throw LineError("there is no network yet", at: input.rest.start)
        }
        do { return try parse(input.rest.text, scope) } catch {
            throw LineError(error.message, at: input.rest.start + error.position)
        }
    }

    /// Completes the name that is being typed, by what can stand behind the one before it.
    static func completion(_ input: LineInput) -> LineCompletion {
        let scalars = Array(input.rest.text.unicodeScalars)
        let hasBlank = input.endsWithBlank || input.words.isEmpty
        var start = scalars.count
        while !hasBlank, start > 0, scalars[start - 1].properties.isAlphabetic { start -= 1 }
        let typed = text(scalars[start...])
        let names = continuations(of: scalars[..<start], WatchExpression.suggestions(input.snapshot?.status.watchScope))
        return LineCompletion(
            start: hasBlank ? input.end : input.rest.start + start, candidates: names.filter { $0.hasPrefix(typed) })
    }

    private static func continuations(of before: ArraySlice<Unicode.Scalar>, _ beginnings: [String]) -> [String] {
        var before = before
        while before.last == " " { before.removeLast() }
        guard let last = before.last else { return beginnings }
        let operators = ["<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or"]
        // Behind a number or a closed bracket stands an operator.
        if last == "]" || last == ")" || last == "%" || ("0"..."9").contains(last) { return operators + ["changes"] }
        let word = text(before[(before.lastIndex { !$0.properties.isAlphabetic }.map { $0 + 1 } ?? before.startIndex)...])
        switch word {
        case "": return beginnings
        case "and", "or", "not": return beginnings
        case "heldout", "train", "batch": return ["loss", "accuracy"]
        case "pinned": return ["flips", "loss"]
        case "flips", "changes", "nan": return ["and", "or"]
        default: return operators + ["changes"]
        }
    }

    private static func text(_ scalars: some Collection<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
