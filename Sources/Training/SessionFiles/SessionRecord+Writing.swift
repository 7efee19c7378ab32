import Datasets
import Inspection

extension SessionRecord {
    /// As YAML that a person can read.
    public var yaml: String {
        var text = "# A session of backstep. `backstep replay FILE` and `backstep run --session FILE` open it.\nsession: 1\n"
        text += "scenario:\n" + scenario.yaml.split(separator: "\n").map { "  \($0)\n" }.joined()
        if let trainCount { text += "trainCount: \(trainCount)\n" }
        if let model { text += "model: \(model.quotedYAML)\n" }
        if seed != scenario.seed { text += "seed: \(seed)\n" }
        if !added.isEmpty {
            text += "points:\n"
            for sample in added { text += "  - {at: \(Self.text(sample.features)), \(Self.text(sample.target))}\n" }
        }
        text += "pinned: \(pinned)\n"
        text += "branch: \(present.quotedYAML)\n"
        text += "position: \(Self.text(position))\n"
        if let digest { text += "parameters: \(digest)\n" }
        if !marks.isEmpty {
            text += "marks:\n"
            for mark in marks {
                text +=
                    "  - {letter: \(String(mark.letter).quotedYAML), branch: \(mark.branch.quotedYAML), at: \(Self.text(mark.position))}\n"
            }
        }
        text += "branches:\n"
        for branch in branches {
            text += "  - name: \(branch.name.quotedYAML)\n"
            if let parent = branch.parent { text += "    parent: \(parent.quotedYAML)\n    fork: \(branch.fork)\n" }
            text += "    newest: \(branch.newest)\n"
            if !branch.changes.isEmpty {
                text += "    changes:\n"
                for entry in branch.changes { text += "      - {at: \(entry.iteration), \(Self.text(entry.recorded))}\n" }
            }
        }
        return text
    }

    private static func text(_ position: Position) -> String { "{iteration: \(position.iteration), done: \(position.done)}" }

    private static func text(_ numbers: [Float]) -> String { "[" + numbers.map { "\($0)" }.joined(separator: ", ") + "]" }

    private static func text(_ target: AddedSample.Target) -> String {
        switch target {
        case .label(let label): "class: \(label)"
        case .values(let values): "value: \(text(values))"
        }
    }

    private static func text(_ recorded: RecordedChange) -> String {
        switch recorded {
        case .learningRate(let rate): "learningRate: \(rate)"
        case .optimizer(let text): "optimizer: \(text.quotedYAML)"
        case .penalty(let text): "penalty: \(text.quotedYAML)"
        case .batch(let size): "batch: \(size)"
        case .dropout(let rate): "dropout: \(rate)"
        case .parameter(let reference, let value): "set: \(reference.description.quotedYAML), value: \(value)"
        }
    }
}
