import Datasets
import Inspection

extension SessionRecord {
    /// As YAML that a person can read.
    public var yaml: String {
        var text = "# A session of backstep. `backstep replay FILE` and `backstep run --session FILE` open it.\nsession: 1\n"
        text += "scenario:\n" + scenario.yaml.split(separator: "\n").map { "  \($0)\n" }.joined()
        if let trainCount { text += "trainCount: \(trainCount)\n" }
        if let model { text += "model: \(Self.quoted(model))\n" }
        if seed != scenario.seed { text += "seed: \(seed)\n" }
        if !added.isEmpty {
            text += "points:\n"
            for sample in added { text += "  - {at: \(Self.text(sample.features)), \(Self.text(sample.target))}\n" }
        }
        text += "pinned: \(pinned)\n"
        text += "branch: \(Self.quoted(present))\n"
        text += "position: \(Self.text(position))\n"
        if let digest { text += "parameters: \(digest)\n" }
        if !marks.isEmpty {
            text += "marks:\n"
            for mark in marks {
                text +=
                    "  - {letter: \(Self.quoted(String(mark.letter))), branch: \(Self.quoted(mark.branch)), at: \(Self.text(mark.position))}\n"
            }
        }
        text += "branches:\n"
        for branch in branches {
            text += "  - name: \(Self.quoted(branch.name))\n"
            if let parent = branch.parent { text += "    parent: \(Self.quoted(parent))\n    fork: \(branch.fork)\n" }
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
        case .optimizer(let text): "optimizer: \(quoted(text))"
        case .parameter(let reference, let value): "set: \(quoted(reference.description)), value: \(value)"
        }
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension ViewHints {
    /// As a mapping in one line.
    fileprivate var yaml: String {
        var parts: [String] = []
        if let pane { parts.append("pane: \(SessionRecord.quoted(pane))") }
        if !panes.isEmpty { parts.append("panes: [\(panes.map(SessionRecord.quoted).joined(separator: ", "))]") }
        if let signal { parts.append("signal: \(signal)") }
        if isZoomed { parts.append("zoom: true") }
        if let grain { parts.append("grain: \(grain.rawValue)") }
        switch speed {
        case .full: parts.append("speed: full")
        case .iterations(let count): parts.append("speed: \(count)")
        case .steps(let count): parts.append("speed: \"\(count) steps\"")
        case nil: break
        }
        if let isLogarithmic { parts.append("loss: \(isLogarithmic ? "log" : "linear")") }
        return "{\(parts.joined(separator: ", "))}"
    }
}

extension Scenario {
    /// As a scenario file, with what differs from the usual.
    public var yaml: String {
        var lines: [String] = []
        func add(_ key: String, _ value: String?) { if let value { lines.append("\(key): \(value)") } }
        let text = SessionRecord.quoted
        if !name.isEmpty { add("name", text(name)) }
        if !summary.isEmpty { add("summary", text(summary)) }
        if let samples { lines.append(samples.yaml) }
        if let weights { lines.append(weights.yaml) }
        add("data", data.map(text))
        add("testData", testData.map(text))
        add("trainCount", trainCount.map { "\($0)" })
        add("noise", noise.map { "\($0)" })
        add("split", split.map { "\($0)" })
        add("target", target.map { text($0.text) })
        if table != TableOptions() { add("table", text("\(table)")) }
        add("scale", scale?.rawValue)
        add("network", text(network.text))
        add("loss", text(loss.text))
        add("optimizer", text(optimizer.text))
        add("initializer", initializer.map { text($0.text) })
        add("learningRate", givenLearningRate.map { "\($0)" })
        add("schedule", schedule.map { text($0.text) })
        add("clip", clip.map { text($0.text) })
        if l1 != 0 { add("l1", "\(l1)") }
        if l2 != 0 { add("l2", "\(l2)") }
        if penaltyScope != .weights { add("penaltyScope", text(penaltyScope.rawValue)) }
        add("batch", "\(batch)")
        add("epochs", givenEpochs.map { "\($0)" })
        if !stop.isEmpty { add("stop", "[\(stop.map { text($0.text) }.joined(separator: ", "))]") }
        add("seed", "\(seed)")
        add("pin", pin.map { "\($0)" })
        add("threads", "\(threads)")
        add("view", view == .none ? nil : view.yaml)
        return lines.joined(separator: "\n") + "\n"
    }
}
