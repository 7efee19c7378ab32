import Basics
import Dashboard
import Datasets
import Inspection
import Lessons
import TerminalGraphics
import Training

/// Lessons on a screen without a terminal.
enum Desk {
    /// A neuron with two inputs: z 0.5, error −0.5, δ −1.
    static let neuron = """
        scenario:
          samples: [{x: [2, 1], y: 1}]
          network: dense:1,relu
          weights: {w1: [[0.5, -1]], b1: [0.5]}
          loss: mse
          learningRate: 0.1
          batch: 1
        """

    /// A lesson with these steps on that neuron.
    /// - Parameters:
    ///   - steps: lines of the list.
    ///   - more: lines of the lesson besides.
    static func lesson(_ steps: String, more: String = "") throws -> Lesson {
        try Lesson(
            yaml: "lesson: 1\nid: made\ntitle: Made for tests\nminutes: 9\n\(neuron)\n\(more)\nsteps:\n\(steps)",
            source: "made.yaml")
    }

    /// The lesson opened.
    static func script(_ lesson: Lesson, _ size: Size = Size(width: 80, height: 24)) throws -> ScriptedDashboard {
        var scenario = try Scenario(yaml: lesson.scenario.text, source: lesson.source)
        scenario.name = lesson.id
        let driver = SessionDriver(try Session(scenario, data: loaded.pair(for: scenario), history: 1 << 24))
        driver.scenarioNamed = { [scenario] _ in scenario }
        driver.dataOf = loaded.pair(for:)
        var script = ScriptedDashboard(Dashboard(size: size), driver)
        try script.change { dashboard in
            dashboard.lessons = [lesson]
            dashboard.open(lesson)
        }
        return script
    }

    /// The lesson opened, and keys pressed in it.
    static func script(_ lesson: Lesson, keys: String) throws -> ScriptedDashboard {
        var script = try script(lesson)
        try script.press(keys)
        return script
    }

    /// Samples of all lessons: many are of the same digits.
    private static let loaded = LoadedData(data(of:))

    /// The samples of a scenario: its own, or computed ones.
    @Sendable static func data(of scenario: Scenario) throws -> DatasetPair {
        if let samples = scenario.samples { return samples.pair }
        let request = DatasetRequest(
            environment: DataEnvironment(variables: [:]), seed: scenario.seed,
            trainCount: scenario.trainCount, noise: scenario.noise, split: scenario.split)
        return try DatasetCatalog.standard.load(scenario.data ?? "digits", request)
    }

    static func script(_ steps: String, more: String = "", keys: String = "") throws -> ScriptedDashboard {
        try script(lesson(steps, more: more), keys: keys)
    }
}

extension ScriptedDashboard {
    mutating func press(_ keys: String) throws {
        for key in try KeySequence.parse(keys) { try press(key) }
    }

    var text: String { frame.plainText() }
    /// The strip's rows.
    var strip: String { text.split(separator: "\n", omittingEmptySubsequences: false).suffix(5).joined(separator: "\n") }
    /// All above it.
    var panes: String { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(5).joined(separator: "\n") }
    var player: LessonPlayer? { dashboard.lesson?.player }
    var session: Session {
        guard let driver = driver as? SessionDriver else { preconditionFailure("scripts drive sessions in these tests") }
        return driver.session
    }
}
