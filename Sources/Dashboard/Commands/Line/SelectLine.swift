import Inspection

extension LineCommand {
    /// `:select w1[0,1]`
    static let select = LineCommand(
        "select", arguments: "w1[0,1] | b1[0] | neuron 2 3 | layer 2 | sample 4 | sample pinned",
        help: "look at a weight, a neuron, or a sample of the batch; it stays until you move on",
        complete: { input in
            let names = ["w1[", "b1[", "neuron", "layer", "sample"]
            let first = input.completing(names)
            guard first == .none else { return first }
            return input.words.first?.text == "sample" ? input.completing(word: 1, ["pinned"]) : .none
        },
        run: { (input, view) throws(LineError) in
            guard let status = input.snapshot?.status else {
                throw LineError("there is nothing to look at yet", at: input.name.start)
            }
            guard let what = input.words.first else {
                throw LineError("expected what to look at: w1[0,1], b1[0], neuron 2 3, layer 2, sample 4", at: input.end)
            }
            switch what.text {
            case "neuron":
                let numbers = try numbers(input, 2, "a layer and a neuron, as in :select neuron 2 3")
                let column = try numbers[0].integer("a layer", in: 1...max(1, status.columns.count - 1))
                let neuron = try numbers[1].integer(
                    "a neuron of layer \(column)", in: 0...max(0, status.columns[column].units - 1))
                view.selection = Selection(column: column, neuron: neuron, input: nil, sample: view.selection.sample)
            case "layer":
                let number = try numbers(input, 1, "a layer, as in :select layer 2")[0]
                let column = try number.integer("a layer", in: 1...max(1, status.columns.count - 1))
                let neuron = min(view.selection.neuron, status.columns[column].units - 1)
                view.selection = Selection(column: column, neuron: neuron, input: nil, sample: view.selection.sample)
            case "sample":
                view.selection.sample = try sample(numbers(input, 1, "a sample of the batch from 1, or pinned")[0], status)
            default:
                if input.words.count > 1 { throw LineError("expected nothing behind \(what.text)", at: input.words[1].start) }
                try select(what, status, &view)
            }
            return []
        })

    private static func numbers(_ input: LineInput, _ count: Int, _ what: String) throws(LineError) -> [LineInput.Word] {
        guard input.words.count > count else { throw LineError("expected \(what)", at: input.end) }
        if input.words.count > count + 1 {
            throw LineError("expected nothing behind \(input.words[count].text)", at: input.words[count + 1].start)
        }
        return Array(input.words[1...count])
    }

    private static func sample(_ word: LineInput.Word, _ status: Status) throws(LineError) -> SampleChoice {
        if word.text == "pinned" { return .pinned }
        guard status.batchCount > 0 else {
            throw LineError("no batch has been taken yet: s takes one, and then has samples", at: word.start)
        }
        return .batch(try word.integer("a sample of the batch", in: 1...status.batchCount) - 1)
    }

    private static func select(_ word: LineInput.Word, _ status: Status, _ view: inout ViewState) throws(LineError) {
        guard let reference = ParameterReference(parsing: word.text) else {
            throw .unknown(word, "thing to look at", ["w1[0,1]", "b1[0]", "neuron", "layer", "sample"])
        }
        let (column, neuron, input): (Int, Int, Int?)
        switch reference {
        case .weight(let layer, let unit, let source): (column, neuron, input) = (layer, unit, source)
        case .bias(let layer, let unit): (column, neuron, input) = (layer, unit, nil)
        case .element, .symbol:
            throw LineError("expected a weight such as w1[0,1], found '\(word.text)'", at: word.start)
        }
        guard (1..<status.columns.count).contains(column) else {
            throw LineError("this network has layers 1 to \(status.columns.count - 1), found \(column)", at: word.start)
        }
        let (units, inputs) = (status.columns[column].units, status.columns[column - 1].units)
        guard neuron < units else {
            throw LineError("layer \(column) has neurons 0 to \(units - 1), found \(neuron)", at: word.start)
        }
        if let input, input >= inputs {
            throw LineError("layer \(column) has inputs 0 to \(inputs - 1), found \(input)", at: word.start)
        }
        // Behind a neuron's weights stands its bias.
        view.selection = Selection(column: column, neuron: neuron, input: input ?? inputs, sample: view.selection.sample)
    }
}
