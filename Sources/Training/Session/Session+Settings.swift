import Datasets
import Inspection
import NeuralNetwork

extension Session {
    /// Settings by the names that they have in a scenario file.
    public var settings: [RunSetting] {
        func setting(_ key: String, _ value: String, _ kind: RunSetting.Kind = .restart) -> RunSetting {
            RunSetting(key: key, value: value, kind: kind)
        }
        // Only of data that has it: what cannot be changed is not offered.
        let ofData = [("noise", data.noise), ("split", data.split)].compactMap { key, value in
            value.map { setting(key, "\(($0 * 1000).rounded() / 1000)") }
        }
        let ofTable = data.table.map { table in
            [
                setting("target", scenario.target?.text ?? table.target),
                setting("table", scenario.table == TableOptions() ? "–" : "\(scenario.table)"),
                setting("scale", (data.scaling?.scale ?? .none).rawValue),
            ]
        }
        let ofHunt = scenario.hunt ? [] : scenario.bug.map { [setting("bug", $0.text)] } ?? []
        return [setting("data", data.train.name)] + ofData + (ofTable ?? []) + [
            setting("network", LayerChain(layersInForce).text),
            setting("loss", loss.spec.text),
            setting("optimizer", optimizer.spec.text, .live),
            setting("learningRate", "\(baseLearningRate)", .live),
            setting("schedule", (scenario.schedule ?? .constant).text),
            setting("batch", "\(batchSize)", .live),
            setting("epochs", "\(scenario.epochs)"),
            setting("initializer", (scenario.initializer ?? .he).text),
            setting("clip", (scenario.clip ?? .none).text),
            setting("l1", "\(penalty.l1)", .live),
            setting("l2", "\(penalty.l2)", .live),
            setting("penaltyScope", scenario.penaltyScope.rawValue),
            setting("stop", scenario.stop.isEmpty ? "–" : scenario.stop.map(\.text).joined(separator: ", ")),
            setting("seed", "\(seed)"),
            setting("pin", pinned.description, .live),
            setting("threads", "\(scenario.threads)"),
        ] + ofHunt
    }
}
