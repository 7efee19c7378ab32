import Training

extension LineCommand {
    /// `:break loss < 0.1`
    static let breakAt = LineCommand(
        "break", aliases: ["b"], arguments: "CONDITION",
        help: "a breakpoint, such as loss < 0.1 or pinned flips; c goes on to it, C back; :help expressions",
        complete: { Expressions.completion($0) },
        run: { (input, dashboard) throws(LineError) in
            let expression = try Expressions.read(input) { text, scope throws(WatchError) in
                try WatchExpression(parsingCondition: text, in: scope)
            }
            dashboard.showWatches()
            return [.request(.addWatch(expression, isBreakpoint: true))]
        })

    /// `:watch |g[1]|/|g[3]|`
    static let watch = LineCommand(
        "watch", arguments: "EXPRESSION",
        help: "a number to follow in the Watches pane, such as |g[1]|/|g[2]|; :help expressions",
        complete: { Expressions.completion($0) },
        run: { (input, dashboard) throws(LineError) in
            let expression = try Expressions.read(input) { text, scope throws(WatchError) in
                try WatchExpression(parsing: text, in: scope)
            }
            dashboard.showWatches()
            return [.request(.addWatch(expression, isBreakpoint: false))]
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

/// What `:break` and `:watch` have in common.
private enum Expressions {
    static func read(
        _ input: LineInput, _ parse: (String, WatchScope) throws(WatchError) -> WatchExpression
    ) throws(LineError) -> WatchExpression {
        guard !input.words.isEmpty else {
            throw LineError("expected an expression such as loss < 0.1; :help expressions", at: input.end)
        }
        guard let scope = input.snapshot?[WatchScopeProbe()] else {
            throw LineError("the network is not known yet; press Enter again", at: input.rest.start)
        }
        do { return try parse(input.rest.text, scope) } catch {
            throw LineError(error.message, at: input.rest.start + error.position)
        }
    }

    /// Completes the name that is being typed.
    static func completion(_ input: LineInput) -> LineCompletion {
        let scalars = Array(input.rest.text.unicodeScalars)
        let hasBlank = input.endsWithBlank || input.words.isEmpty
        var start = scalars.count
        while !hasBlank, start > 0, scalars[start - 1].properties.isAlphabetic { start -= 1 }
        var typed = String.UnicodeScalarView()
        typed.append(contentsOf: scalars[start...])
        let before = scalars[..<start].last { $0 != " " }
        // Behind a number or a closed bracket stands an operator.
        let isWhole =
            before.map {
                $0 == "]" || $0 == ")" || $0 == "%" || ("0"..."9").contains($0) || (hasBlank && $0.properties.isAlphabetic)
            } ?? false
        let names =
            isWhole
            ? ["<", "<=", ">", ">=", "and", "or", "changes", "flips"]
            : WatchExpression.suggestions(input.snapshot?[WatchScopeProbe()])
        return LineCompletion(
            start: hasBlank ? input.end : input.rest.start + start, candidates: LineInput.matching(String(typed), names))
    }
}

extension Dashboard {
    /// Shows the breakpoints and watches where panes take turns.
    mutating func showWatches() {
        if view.isZoomed || arrangement.place(of: .watches)?.pane == view.focus {
            focus(.watches)
        } else {
            view.turns.show(.watches)
        }
    }

    /// Opens the line with an expression of what is selected.
    /// - Parameter isBreakpoint: with a condition; else a number to watch.
    mutating func watchSelection(isBreakpoint: Bool, _ snapshot: Snapshot?) {
        let selection = view.selection
        // Where single weights are no pairs of neurons, the neuron's activation.
        let weight = snapshot?[ParameterProbe(selection: selection)]?.weight
        let text = weight.map { "\($0)" } ?? "a[\(selection.column),\(selection.neuron)]"
        openLine(isBreakpoint ? "break sign(\(text))" : "watch \(text)")
    }

    /// Moves through the list of breakpoints and watches.
    mutating func moveWatch(_ step: Int, _ snapshot: Snapshot?) {
        guard let rows = watchRows(snapshot), !rows.isEmpty else { return }
        view.watchRow = min(rows.count - 1, max(0, min(view.watchRow, rows.count - 1) + step))
    }

    /// The breakpoint or watch selected in the list.
    func selectedWatch(_ snapshot: Snapshot?) -> Int? {
        guard let rows = watchRows(snapshot), !rows.isEmpty else { return nil }
        return rows[min(view.watchRow, rows.count - 1)].id
    }

    private func watchRows(_ snapshot: Snapshot?) -> [WatchesProbe.Row]? {
        arrangement.area(of: .watches).flatMap { snapshot?[WatchesPane.probe($0.inset(horizontal: 1, vertical: 1).size)]?.rows }
    }
}
