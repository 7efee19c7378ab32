import Datasets
import NeuralNetwork

extension Session {
    /// Refuses what does not fit together, before anything is built.
    static func check(_ network: NetworkSpec, _ loss: LossSpec, _ scenario: Scenario, against data: DatasetPair) throws(ScenarioError) {
        let outputs = network.output.count
        let wanted = data.train.targetWidth
        if loss.takesClasses {
            guard case .classes = data.train.targets else {
                throw ScenarioError("loss \(loss.name) with data \(data.train.name): expected classes, found vectors as targets; try --loss mse")
            }
            guard outputs >= wanted else {
                throw ScenarioError(
                    "network '\(network.text)': expected \(wanted) outputs for the \(wanted) classes of \(data.train.name), found \(outputs); end it with dense:\(wanted)")
            }
        } else if !data.train.accepts(outputs: outputs) {
            throw ScenarioError(
                "network '\(network.text)': expected \(wanted) outputs for \(data.train.name), found \(outputs); end it with dense:\(wanted)")
        }
        guard data.heldOut.featureCount == data.train.featureCount, data.heldOut.targetWidth == data.train.targetWidth else {
            throw ScenarioError(
                "held-out data \(data.heldOut.name): expected samples of \(data.train.featureCount) values like \(data.train.name)'s, found \(data.heldOut.featureCount)",
                exitCode: 65)
        }
        if case .classes = data.train.targets, !data.train.classNames.indices.contains(scenario.pinned) {
            throw ScenarioError(
                "pinned class \(scenario.pinned): expected 0 to \(data.train.classCount - 1), the classes of \(data.train.name); try --pin 0")
        }
    }
}
