import Basics
import Inspection
import NeuralNetwork

extension LineCommand {
    /// `:grain neuron`
    static let grain = LineCommand(
        "grain", arguments: Grain.allCases.map(\.rawValue).joined(separator: "|"), help: "how much one step is",
        complete: { $0.completing(Grain.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            let names = Grain.allCases.map(\.rawValue)
            let word = try input.single("a grain: \(names.joined(separator: ", "))")
            guard let grain = Grain(rawValue: word.text) else { throw .unknown(word, "grain", names) }
            view.grain = grain
            return [.request(.setGrain(grain))]
        })

    /// `:zoom gradients`
    static let zoom = LineCommand(
        "zoom", arguments: "[PANE]", help: "a pane alone on the screen; without a name, the focused one, and back",
        complete: { $0.completing(PaneID.allCases.map(\.rawValue)) },
        run: { (input, view) throws(LineError) in
            guard !input.words.isEmpty else {
                view.isZoomed.toggle()
                return []
            }
            view.focus(try input.single("a pane").pane())
            view.isZoomed = true
            return []
        })

    /// `:cure`
    static let cure = LineCommand(
        "cure", help: "try the cures of what keeps it from learning, side by side from the same bits; Enter takes one",
        run: { (input, view) throws(LineError) in
            try input.expectNothing()
            view.focus(.why)
            view.isZoomed = true
            view.cursors[.why] = nil
            view.views[.why] = 1
            return [.request(.cure(.tryAll))]
        })

    /// `:landscape`
    static let landscape = LineCommand(
        "landscape", aliases: ["hill"],
        help: "the loss as ground over two directions through the weights, the way so far, the next step; v turns them",
        run: { (input, view) throws(LineError) in
            try input.expectNothing()
            view.focus(.landscape)
            view.isZoomed = true
            return []
        })

    /// `:slope`
    static let slope = LineCommand(
        "slope", help: "the loss over the selected weight, and its slope by nudging it",
        run: { (input, view) throws(LineError) in
            try input.expectNothing()
            view.focus(.slope)
            return []
        })

    /// `:why`
    static let why = LineCommand(
        "why", help: "why it does not learn: what was measured, the cause, what to try",
        run: { (input, view) throws(LineError) in
            try input.expectNothing()
            view.focus(.why)
            view.views[.why] = 0
            view.isZoomed = true
            return []
        })

    /// `:help commands`
    static let help = LineCommand(
        "help", aliases: ["h"], arguments: "[TOPIC]",
        help: "the keys; or a topic: \(HelpTopic.allCases.map(\.rawValue).joined(separator: ", ")), or a command's name",
        complete: { $0.completing(HelpTopic.allCases.map(\.rawValue) + LineCatalog.all.map(\.name)) },
        run: { (input, view) throws(LineError) in
            guard !input.words.isEmpty else {
                return [.help(.keys)]
            }
            let word = try input.single("a topic")
            if let topic = HelpTopic(rawValue: word.text) {
                return [.help(topic)]
            } else if let command = LineCatalog[word.text] {
                view.message = "\(command.names): \(command.help)"
            } else {
                throw .unknown(word, "topic or command", HelpTopic.allCases.map(\.rawValue) + LineCatalog.all.map(\.name))
            }
            return []
        })

    /// `:q`
    static let quit = LineCommand(
        "quit", aliases: ["q", "exit"], help: "quit; asks where unsaved work is lost",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return [.effect(.quit)]
        })
}

extension LineError {
    /// A word that is none of the names there are.
    static func unknown(_ word: LineInput.Word, _ what: String, _ names: [String]) -> LineError {
        // Of one letter, anything is near.
        let near = word.text.count > 1 ? NearestName.find(word.text, in: names) : nil
        let advice = near.map { "did you mean \($0)?" } ?? "there are \(names.joined(separator: ", "))"
        return LineError("no \(what) is called '\(word.text)'; \(advice)", at: word.start)
    }
}
