import Basics
import Dashboard
import Datasets
import Inspection
import Lessons
import NeuralNetwork
import TerminalGraphics
import Training

extension Reader {
    /// Readers of what people write, and of what the program has written for itself.
    static let texts: [Reader] = [
        text("scenario") { text in
            let scenario = try Scenario(yaml: text, source: "file")
            try scenario.validate()
            try checkAgain(scenario) { try Scenario(yaml: scenario.yaml, source: "written") }
        },
        text("session") { text in
            let record = try SessionRecord(yaml: text, source: "file")
            try checkAgain(record) { try SessionRecord(yaml: record.yaml, source: "written") }
        },
        text("lesson") { text in _ = try Lesson(yaml: text, source: "file") },
        text("progress") { text in _ = try LessonProgress(yaml: text, source: "file") },
        text("settings") { text in
            let settings = try Settings(yaml: text)
            try checkAgain(settings) { try Settings(yaml: settings.yaml) }
        },
        Reader(name: "history") { bytes in
            _ = LineHistory(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
        },
        text("network") { text in
            let chain = try LayerChain(parsing: text)
            _ = try? NetworkSpec(input: [2], layers: chain.layers)
            _ = try? NetworkSpec(input: [1, 4, 4], layers: chain.layers)
        },
        text("options") { text in
            _ = try? LossSpec(parsing: text)
            _ = try? OptimizerSpec(parsing: text)
            _ = try? InitializerSpec(parsing: text)
            _ = try? ScheduleSpec(parsing: text)
            _ = try? ClipSpec(parsing: text)
            _ = try? TableOptions(parsing: text)
            _ = try? InputScale(parsing: text)
            _ = try? PinnedSample(parsing: text)
            _ = try? StopCriterion(parsing: text)
            _ = RunSpeed(parsing: text)
            _ = ParameterReference(parsing: text)
            _ = try KeySequence.parse(text)
        },
    ]

    private static func text(_ name: String, _ read: @escaping @Sendable (String) throws -> Void) -> Reader {
        Reader(name: name) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return }
            try read(text)
        }
    }

    /// What is written of a value is read as the same value.
    private static func checkAgain<Value: Equatable>(_ value: Value, _ read: () throws -> Value) throws {
        do {
            let again = try read()
            precondition(again == value, "read again: \(again), in place of \(value)")
        } catch { preconditionFailure("what was written is refused: \(error); it was \(value)") }
    }
}
