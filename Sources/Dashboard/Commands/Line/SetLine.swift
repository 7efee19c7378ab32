import Inspection
import NeuralNetwork

extension LineCommand {
    /// `:set w₂[0,3] 0.25`
    static let set = LineCommand(
        "set",
        arguments:
            "w2[0,3] 0.25 | b2[0] 0 | 0.weight[5,3] 0.1 | lr 0.05 | l2 0.001 | batch 64 | dropout 0.2 | optimizer adam | momentum 0.9",
        help:
            "change a weight, a bias, the learning rate, a penalty, the batch, dropout, the optimizer or one of its settings, from here on",
        complete: { input in
            guard input.words.count < 2 || input.words.count == 1 && !input.endsWithBlank else {
                return input.words.first?.text == "optimizer" ? input.completing(word: 1, OptimizerSpec.names) : .none
            }
            let settings = optimizer(input)?.schema.attributes.map(\.name).filter { $0 != "learningRate" } ?? []
            return input.completing(["lr", "l1", "l2", "batch", "dropout", "optimizer"] + settings + ["w1[", "b1["])
        },
        run: { (input, _) throws(LineError) in
            guard let what = input.words.first else {
                throw LineError("expected what to set: w2[0,3], b2[0], lr, optimizer, momentum …", at: input.end)
            }
            guard input.words.count > 1 else { throw LineError("expected a value behind \(what.text)", at: input.end) }
            let value = input.words[1]
            if input.words.count > 2 { throw LineError("expected nothing behind \(value.text)", at: input.words[2].start) }
            return [.request(try request(what, value, input))]
        })

    private static func request(_ what: LineInput.Word, _ value: LineInput.Word, _ input: LineInput) throws(LineError) -> Request
    {
        switch what.text {
        case "lr", "rate", "learningRate", "η":
            return .setLearningRate(try value.positiveNumber("a learning rate above 0 such as 0.05"))
        case "optimizer":
            do { return .setOptimizer(try OptimizerSpec(parsing: value.text)) } catch {
                throw LineError("\(error)", at: value.start)
            }
        default: break
        }
        switch Sampling(rawValue: what.text) {
        case .batch?: return .setBatch(try value.integer("samples in a batch", in: 1...1_000_000_000))
        case .dropout?:
            guard let rate = Double(value.text), rate >= 0, rate < 1 else {
                throw LineError("expected a number from 0, below 1, such as 0.2, found '\(value.text)'", at: value.start)
            }
            return .setDropout(rate)
        case nil: break
        }
        if let part = PenaltyPart(rawValue: what.text) {
            guard let factor = Double(value.text), factor.isFinite, factor >= 0 else {
                throw LineError("expected a number not below 0 such as 0.001, found '\(value.text)'", at: value.start)
            }
            return .setPenalty(part, factor)
        }
        if let reference = ParameterReference(parsing: what.text) {
            guard let number = Float(value.text), number.isFinite else {
                throw LineError("expected a finite number such as 0.25, found '\(value.text)'", at: value.start)
            }
            return .setParameter(reference, number)
        }
        guard let spec = optimizer(input),
            let attribute = spec.schema.attributes.first(where: { $0.name.lowercased() == what.text.lowercased() })
        else {
            let settings = optimizer(input)?.schema.attributes.map(\.name) ?? []
            throw .unknown(
                what, "setting",
                ["w1[…]", "b1[…]", "lr", "l1", "l2", "batch", "dropout", "optimizer"] + settings.filter { $0 != "learningRate" })
        }
        if attribute.name == "learningRate" { return .setLearningRate(try value.positiveNumber("a learning rate above 0")) }
        do {
            // Through the text form, which reads numbers, flags and words alike and checks their bounds.
            let parsed = try OptimizerSpec(parsing: "\(spec.name)(\(attribute.name):\(value.text))")
            return .setOptimizer(try spec.with(attribute.name, parsed.values[attribute.name] ?? .word(value.text)))
        } catch {
            throw LineError("\(error)", at: value.start)
        }
    }

    /// Settings of what a step is made from: samples of the data, and units of layers.
    private enum Sampling: String {
        case batch, dropout
    }

    private static func optimizer(_ input: LineInput) -> OptimizerSpec? {
        input.snapshot?.status.optimizer
    }
}
