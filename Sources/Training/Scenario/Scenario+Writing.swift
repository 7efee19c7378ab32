import Basics
import Datasets
import Inspection
import NeuralNetwork

extension ViewHints {
    /// As a mapping in one line.
    fileprivate var yaml: String {
        var parts: [String] = []
        if let pane { parts.append("pane: \(pane.quotedYAML)") }
        if !panes.isEmpty { parts.append("panes: [\(panes.map(\.quotedYAML).joined(separator: ", "))]") }
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
        func text(_ value: String) -> String { value.quotedYAML }
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
        add("bug", bug.map { text($0.text) })
        if hunt { add("hunt", "true") }
        add("threads", "\(threads)")
        add("view", view == .none ? nil : view.yaml)
        return lines.joined(separator: "\n") + "\n"
    }
}
