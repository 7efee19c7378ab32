import ArgumentParser
import Basics
import Inspection
import Training

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train without a screen.",
        discussion: """
            With --json every line is one JSON object: {"event":"data",…} first, {"event":"progress",…} while training,
            {"event":"end",…} last.

            Examples:
              backstep train --data mnist --epochs 10
              backstep train --data digits --train-count 20000 --test-data mnist
              backstep train --network 'dense:128,relu,dense:10' --loss softmaxCrossEntropy --optimizer sgd \\
                --learning-rate 0.1 --batch 32 --epochs 2 --seed 1 --threads 1 --json
              backstep train --data prices.csv --target price --scale unit --table 'decimal:,'
              backstep train --network 'conv:6x5,relu,maxpool:2,flatten,dense:10' --optimizer adam --schedule cosine \\
                --clip norm:1 --stop patience:8 --save digits.safetensors
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(
        help: ArgumentHelp(
            "Write the trained parameters as safetensors, with PyTorch's names, or as ONNX where the name ends in .onnx; where --stop has patience, those of the best evaluation.",
            valueName: "file"))
    var save: String?

    @Option(
        help: ArgumentHelp(
            "Write the numbers of each iteration: loss, accuracy, rate, norms. A .csv or .jsonl file.", valueName: "file"))
    var metrics: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    private static func metricsFile(_ path: String) throws -> (StreamedFile, MetricsFormat) {
        guard let format = MetricsFormat(path: path) else {
            throw InputError(
                "--metrics \(path)", expected: "a name that ends in .csv or .jsonl", found: "'\(path)'", advice: "try run.csv")
        }
        return (try StreamedFile(OutputFile(path: path)), format)
    }

    func run() throws {
        try Failure.reported {
            let source = try SessionSource(options)
            let output = save.map { OutputFile(path: $0) }
            try output?.check()
            let model = try HeadlessRun(source: source, style: json ? .json : .text, metrics: metrics.map(Self.metricsFile))
                .run()
            try output?.write(ExportCommand.converted(model, for: save ?? ""))
        }
    }
}
