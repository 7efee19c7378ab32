import ArgumentParser
import Basics
import Foundation
import Glibc
import Inspection
import NeuralNetwork
import TerminalGraphics
import Training

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Run reference cases and compare every number.",
        discussion: """
            A case is a file of the format backstep-reference/1: a network, its training, and what PyTorch gets for activations, loss, gradients,
            parameters and optimizer state after each step. Prints a line for each file: pass, FAIL or skip, and for each quantity the worst
            relative error. A case without a tolerance for the chosen scalar is skipped, by name.

            Ends with 0 if all pass, 1 if a number is off, 65 if a file is malformed or asks for something unknown, 66 if one cannot be read.

            Examples:
              backstep verify reference/*.json
              backstep verify --scalar float --json reference/lstm.json
            """)

    /// The arithmetic of a run.
    enum ScalarChoice: String, ExpressibleByArgument, CaseIterable {
        case double, float
    }

    @Argument(help: ArgumentHelp("Reference cases.", valueName: "file"))
    var files: [String]

    @Option(help: "double or float.")
    var scalar = ScalarChoice.double

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        var hasFailed = false
        var firstError: Int32?
        let width = files.map { name(of: $0).cellWidth }.max() ?? 0
        for file in files {
            do {
                let report = try report(of: file)
                hasFailed = hasFailed || !report.passes
                Output.write(
                    json ? VerifyLine(file: file, report).json : VerifyLine(file: name(of: file).padded(to: width), report).text)
            } catch {
                let failure = Failure(error, reading: file)
                firstError = firstError ?? failure.exitCode
                failure.report()
                if json { Output.write(VerifyLine.json(file: file, error: failure.message)) }
            }
        }
        if hasFailed { throw ExitCode(EXIT_FAILURE) }
        if let firstError { throw ExitCode(firstError) }
    }

    private func report(of file: String) throws -> ReferenceReport {
        let reference = try ReferenceCase(parsing: InputFile.read(file, atMost: 1 << 28), source: file)
        switch scalar {
        case .double: return try reference.run(Double.self)
        case .float: return try reference.run(Float.self)
        }
    }

    private func name(of file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }
}

extension Failure {
    /// An error met while reading a file: what a file asks for and cannot have is its data's fault.
    init(_ error: any Error, reading file: String) {
        guard let error = error as? InputError, error.kind == .usage else {
            self.init(error)
            return
        }
        self.init(error.subject.hasPrefix(file) ? error.as(.malformed) : error.within(file, .malformed))
    }
}

/// The verdict of `verify` on one file.
private struct VerifyLine {
    let file: String
    let report: ReferenceReport

    init(file: String, _ report: ReferenceReport) { (self.file, self.report) = (file, report) }

    var text: String {
        if let reason = report.skipped { return "skip  \(file)  \(reason)\n" }
        let errors = report.quantities.map {
            "\($0.name) \(number($0.worstRelativeError))\($0.passes ? "" : " FAIL at \($0.place)")"
        }
        return "\(report.passes ? "pass" : "FAIL")  \(file)  \(errors.joined(separator: ", "))\n"
    }

    var json: String {
        let quantities = report.quantities.map { quantity in
            JSONValue.object(
                JSONObject([
                    ("name", .string(quantity.name)), ("worstRelativeError", .number(quantity.worstRelativeError)),
                    ("passes", .bool(quantity.passes)), ("place", .string(quantity.place)),
                    ("comparisons", .number(Double(quantity.comparisons))),
                ]))
        }
        let result = report.skipped != nil ? "skipped" : report.passes ? "pass" : "fail"
        return JSONValue.object(
            JSONObject([
                ("file", .string(file)), ("name", .string(report.name)), ("scalar", .string(report.scalar)),
                ("result", .string(result)),
                ("reason", report.skipped.map { .string($0) } ?? .null),
                ("worstRelativeError", report.skipped == nil ? .number(report.worstRelativeError) : .null),
                ("quantities", .array(quantities)),
            ])
        ).text + "\n"
    }

    static func json(file: String, error: String) -> String {
        JSONValue.object(JSONObject([("file", .string(file)), ("result", .string("error")), ("error", .string(error))])).text
            + "\n"
    }

    private func number(_ value: Double) -> String { value == 0 ? "0" : NumberFormat.significant(2).string(value) }
}
