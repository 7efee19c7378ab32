import Testing
import Training

/// A run of which it is known what is wrong with it: settings as in a scenario file, a semicolon between two.
protocol LabeledRun: Sendable, CustomTestStringConvertible {
    associatedtype Samples
    /// The rule that names the fault; nil of a healthy run.
    var rule: String? { get }
    var data: Samples { get }
    var settings: String { get }
}

extension LabeledRun {
    var testDescription: String { "\(rule ?? "healthy"): \(data), \(settings)" }

    var scenario: Scenario {
        get throws {
            try Scenario(
                yaml: settings.split(separator: ";").map { $0.drop { $0 == " " } }.joined(separator: "\n"), source: "case")
        }
    }
}
