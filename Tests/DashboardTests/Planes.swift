import Dashboard
import Datasets
import Inspection
import TerminalGraphics
import Training

/// Sessions whose samples are points.
enum Planes {
    static let data: [String: DatasetPair] = [
        "moons": pair("moons", inputs: 2, classes: 2), "xor": pair("xor", inputs: 2, classes: 2),
        "three": pair("three", inputs: 2, classes: 3),
        "hills": pair("hills", inputs: 2, classes: 0), "wave": pair("wave", inputs: 1, classes: 0),
    ]

    private static func pair(_ name: String, inputs: Int, classes: Int) -> DatasetPair {
        let count = 24
        let features = (0..<count * inputs).map { (index: Int) -> Float in Float((index * 7 + index / 5) % 19) / 9 - 1 }
        let labels = (0..<count).map { (index: Int) -> Int32 in Int32(index % max(1, classes)) }
        let values = (0..<count).map { (index: Int) -> Float in Float(index % 9) / 4 - 1 }
        let targets: Dataset.Targets = classes > 0 ? .classes(labels) : .vectors(values, width: 1)
        let set = Dataset(
            name: name, source: "made for tests", sampleShape: [inputs], classNames: (0..<classes).map { String($0) },
            features: .values(features),
            targets: targets)
        return DatasetPair(train: set, heldOut: set)
    }

    static func scenario(_ name: String) -> Scenario {
        let classes = data[name]?.train.classCount ?? 0
        var scenario = Scenario(
            name: name, network: "dense:5,tanh,dense:\(max(1, classes))", learningRate: 0.1, batch: 4, pinned: 0)
        if classes == 0 { scenario.loss = "mse" }
        if name == "xor" { (scenario.network, scenario.loss) = ("dense:4,tanh,dense:1,sigmoid", "mse") }
        return scenario
    }

    static func script(_ name: String, _ size: Size = Size(120, 40)) throws -> ScriptedDashboard {
        let session = try Session(scenario(name), data: data[name] ?? Example.data, history: 1 << 18)
        return ScriptedDashboard(Dashboard(size: size), SessionDriver(session, history: 1 << 18))
    }
}
