import Datasets

/// The scenario's settings, as they are now.
public struct ScenarioProbe: Probe {
    public init() {}

    public struct Reading: Sendable, Hashable {
        public var settings: [Setting]
    }

    public struct Setting: Sendable, Hashable {
        /// As in a scenario file.
        public var key: String
        public var value: String
        public var kind: Kind
    }

    /// What a change needs.
    public enum Kind: Sendable, Hashable {
        /// Nothing: it is in force from the present iteration on.
        case live
        /// A new beginning.
        case restart
    }

    public func read(_ session: Session) -> Reading? {
        let scenario = session.scenario
        func setting(_ key: String, _ value: String, _ kind: Kind = .restart) -> Setting {
            Setting(key: key, value: value, kind: kind)
        }
        // Only of data that has it: what cannot be changed is not offered.
        let ofData = [("noise", session.data.noise), ("split", session.data.split)].compactMap { key, value in
            value.map { setting(key, "\(($0 * 1000).rounded() / 1000)") }
        }
        let settings =
            [setting("data", session.data.train.name)] + ofData + [
                setting("network", session.network.spec.text),
                setting("loss", session.loss.spec.text),
                setting("optimizer", session.optimizer.spec.text, .live),
                setting("learningRate", "\(session.baseLearningRate)", .live),
                setting("schedule", scenario.schedule ?? "constant"),
                setting("batch", "\(scenario.batch)"),
                setting("epochs", "\(scenario.epochs)"),
                setting("initializer", scenario.initializer ?? "he"),
                setting("clip", scenario.clip ?? "none"),
                setting("l1", "\(scenario.l1)"),
                setting("l2", "\(scenario.l2)"),
                setting("penaltyScope", scenario.penaltyScope),
                setting("stop", scenario.stop.isEmpty ? "–" : scenario.stop.joined(separator: ", ")),
                setting("seed", "\(session.seed)"),
                setting("pinned", "\(session.data.heldOut.label(of: session.pinned).map(String.init) ?? "–")", .live),
                setting("threads", "\(scenario.threads)"),
            ]
        return Reading(settings: settings)
    }
}
