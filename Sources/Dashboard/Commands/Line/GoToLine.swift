import Inspection

extension LineCommand {
    /// `:goto 300`, `:goto 0 backward 2`
    static let goTo = LineCommand(
        "goto", aliases: ["g"], arguments: "ITERATION [PASS] [LAYER]",
        help: "go to an iteration or into it; 3e, end, pass, epoch, +50, mark 'a",
        complete: { input in
            let first = input.completing(["0", "1e", "end", "pass", "epoch", String(input.snapshot?.status.newest ?? 0)])
            return first == .none ? input.completing(word: 1, parts.map(\.name)) : first
        },
        run: { (input, _) throws(LineError) in
            if input.words.count > 1 { return [.request(.seek(.position(try position(input))))] }
            let word = try input.single("an iteration")
            let isNumber = word.text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
            if !isNumber, let request = MomentText.request(word.text, input.snapshot?.status) { return [.request(request)] }
            return try [.request(.goTo(iterations: iterations(word)))]
        })

    /// `:300`
    static let iteration = LineCommand(
        "300", help: "go to the end of an iteration",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return try [.request(.goTo(iterations: iterations(input.name)))]
        })

    /// Parts of an iteration by the names that the line has for them.
    private static let parts: [(name: String, contains: @Sendable (Phase) -> Bool)] = [
        ("batch", { $0 == .batch }), ("forward", { $0.pass == .forward }), ("loss", { $0 == .loss }),
        ("backward", { $0.pass == .backward }), ("update", { $0.pass == .update }),
    ]

    /// A moment within an iteration: the end of a pass, or of a layer in it.
    private static func position(_ input: LineInput) throws(LineError) -> Position {
        guard let status = input.snapshot?.status else { throw LineError("there is nothing to go to yet", at: input.name.start) }
        let iteration = try iterations(input.words[0])
        let word = input.words[1]
        guard let part = parts.first(where: { $0.name == word.text }) else {
            throw .unknown(word, "part of an iteration", parts.map(\.name))
        }
        if input.words.count > 3 { throw LineError("expected nothing behind \(input.words[2].text)", at: input.words[3].start) }
        let states = status.machine.phases.indices.filter { part.contains(status.machine.phases[$0]) }
        guard input.words.count == 3 else { return Position(iteration: iteration, done: (states.last ?? 0) + 1) }
        let layer = input.words[2]
        let isOwn = try isOf(layer, status)
        guard let last = states.last(where: isOwn) else {
            throw LineError("\(layer.text) has nothing to do in \(part.name)", at: layer.start)
        }
        return Position(iteration: iteration, done: last + 1)
    }

    /// Tells the states of a layer, given by its number or by its kind with its number: `2`, `relu1`.
    private static func isOf(_ word: LineInput.Word, _ status: Status) throws(LineError) -> (Int) -> Bool {
        func layer(_ state: Int) -> LayerLabel? { status.machine.phases[state].layer.map { status.layers[$0] } }
        let name = Subscript.plain(word.text)
        if let column = Int(name), (1..<status.columns.count).contains(column) { return { layer($0)?.column == column } }
        let names = status.layers.map { "\($0.kind)\($0.column)" }
        guard names.contains(name) else {
            throw LineError(
                "expected a layer from 1 to \(status.columns.count - 1), or \(names.joined(separator: ", ")); found '\(word.text)'",
                at: word.start)
        }
        return { layer($0).map { "\($0.kind)\($0.column)" == name } ?? false }
    }

    private static func iterations(_ word: LineInput.Word) throws(LineError) -> Int {
        try word.integer("an iteration", in: 0...MomentText.farthestIteration)
    }
}
