import Basics
import Datasets
import NeuralNetwork
import Training

/// Makes up scenarios of the whole catalog, sound ones and such as nobody would write: batches larger than the data, one sample, one
/// class, rates near 0 and far beyond 1.
public enum ScenarioMaker {
    /// A scenario as a file has it.
    public static func yaml<Source: Choices>(by choices: inout Source) -> String {
        let data = data(by: &choices)
        var lines = ["name: made-up"] + data.lines
        func add(_ key: String, _ percent: Int, _ value: (inout Source) -> String) {
            if choices.happens(percent) { lines.append("\(key): '\(value(&choices))'") }
        }
        var layers = SpecMaker.chain(atMost: choices.happens(5) ? 24 : 5, by: &choices)
        if choices.happens(90) { layers += ",dense:\(data.outputs)" }
        lines.append("network: '\(layers)'")
        add("loss", 80, { SpecMaker.spec(LossFamily.self, by: &$0) })
        add("optimizer", 70, { SpecMaker.spec(OptimizerFamily.self, by: &$0) })
        add("initializer", 50, { SpecMaker.spec(InitializerFamily.self, by: &$0) })
        add("schedule", 25, { SpecMaker.spec(ScheduleFamily.self, by: &$0) })
        add("clip", 25, { SpecMaker.spec(ClipFamily.self, by: &$0) })
        add("bug", 10, { SpecMaker.spec(BugFamily.self, by: &$0) })
        let rates = ["0.1", "0.5", "0.01", "1e-30", "1e30", "100"]
        if choices.happens(60) { lines.append("learningRate: \(choices.one(of: rates))") }
        if choices.happens(10) { lines.append("l1: \(choices.one(of: ["0.001", "1e30"]))") }
        if choices.happens(10) { lines.append("l2: \(choices.one(of: ["0.001", "1e30"]))") }
        lines.append("batch: \(choices.one(of: [1, 2, 7, 32, 1_000_000]))")
        lines.append("epochs: \(choices.one(of: [1, 2, 1000]))")
        lines.append("seed: \(choices.below(1000))")
        if choices.happens(20) { lines.append("pin: \(choices.below(4))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The samples of a scenario that was made up.
    public static func samples(of scenario: Scenario) throws -> DatasetPair {
        if let samples = scenario.samples { return samples.pair }
        return try DatasetCatalog.standard.load(
            scenario.data ?? "moons",
            DatasetRequest(
                environment: DataEnvironment(variables: [:]), seed: scenario.seed, trainCount: scenario.trainCount,
                heldOutCount: 20, noise: scenario.noise))
    }

    private static func data(by choices: inout some Choices) -> (lines: [String], outputs: Int) {
        if choices.happens(40) { return written(by: &choices) }
        let sets = DatasetCatalog.standard.entries.map(\.name).filter { $0 != "mnist" }
        let name = choices.one(of: sets)
        var lines = ["data: \(name)"]
        // Drawn digits take their time: few of them will do.
        if choices.happens(50) || name == "digits" { lines.append("trainCount: \(choices.one(of: [1, 2, 20, 64]))") }
        if choices.happens(20) { lines.append("noise: \(choices.one(of: ["0", "0.3", "10"]))") }
        return (lines, outputs(of: name))
    }

    private static func outputs(of name: String) -> Int {
        guard
            let set = try? DatasetCatalog.standard.load(
                name,
                DatasetRequest(environment: DataEnvironment(variables: [:]), trainCount: 4, heldOutCount: 4))
        else { return 2 }
        return set.train.hasClasses ? set.train.classCount : set.train.targetWidth
    }

    /// Samples that stand in the scenario itself.
    private static func written<Source: Choices>(by choices: inout Source) -> (lines: [String], outputs: Int) {
        let count = choices.one(of: [1, 2, 3, 8])
        let inputs = choices.one(of: [1, 2, 5])
        let rows = choices.happens(20) ? 2 : 0
        let classes = choices.happens(50) ? choices.one(of: [1, 2, 3]) : 0
        let isConstant = choices.happens(15)
        func number() -> String {
            isConstant ? "1" : choices.one(of: ["0", "1", "-1", "0.5", "2", "-3.25", "1e30", "-1e-30", "7"])
        }
        func list() -> String { "[" + (0..<inputs).map { _ in number() }.joined(separator: ", ") + "]" }
        var samples: [String] = []
        for _ in 0..<count {
            var x = list()
            if rows > 0 { x = "[\(x), \(list())]" }
            let y = classes > 0 ? "c\(choices.below(classes))" : number()
            samples.append("{x: \(x), y: \(y)}")
        }
        var lines = ["samples: [\(samples.joined(separator: ", "))]"]
        if classes > 0 { lines.append("classes: [\((0..<classes).map { "c\($0)" }.joined(separator: ", "))]") }
        return (lines, max(1, classes))
    }
}
