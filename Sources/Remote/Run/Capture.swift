import Basics
import NeuralNetwork

/// The way to everything of one step of a small network: all ranks stop before its update, rank 0 tells its parameters and gradients piece by
/// piece, and the run goes on. Pure: it says what is to be asked next.
struct Capture: Sendable {
    /// Whether the run goes on as soon as all has come: nobody has asked for a stop.
    let releases: Bool
    private(set) var step: WholeStep?
    private var wanted: [Piece] = []
    private var asked: [Int: Piece] = [:]
    private var values: [Part: [Float]] = [:]

    /// A parameter, its gradient, or state that the optimizer has of it, by PyTorch's names.
    private struct Part: Hashable, Sendable {
        var parameter: Int
        var name: String

        /// Whether it has to be there.
        var isNeeded: Bool { name == Self.weight || name == Self.gradient }

        static let (weight, gradient) = ("w", "g")
    }

    /// Elements of it that come in one answer.
    private struct Piece: Sendable {
        var part: Part
        var first: Int
        var count: Int
    }

    /// Elements of one answer, and answers that are waited for at a time, at most.
    private static let (size, mostAsked) = (1 << 16, 64)

    init(releases: Bool) { self.releases = releases }

    /// Numbers of a step that is to be computed again.
    static let recording = Recording(["norm", "batch"])

    /// Begins to fetch; the run stands before the step's update.
    /// - Parameter slots: the optimizer's state that is fetched, too.
    mutating func begin(_ step: WholeStep, slots: [String] = []) {
        self.step = step
        if !slots.isEmpty {
            wanted.append(Piece(part: Part(parameter: 0, name: OptimizerSpec.countName), first: 0, count: 1))
        }
        for parameter in step.model.parameters.indices {
            let count = step.model.parameters[parameter].count
            for name in [Part.weight, Part.gradient] + slots {
                let part = Part(parameter: parameter, name: name)
                values[part] = []
                wanted += stride(from: 0, to: count, by: Self.size).map {
                    Piece(part: part, first: $0, count: min(Self.size, count - $0))
                }
            }
        }
    }

    /// Asks for as much as may be waited for.
    /// - Parameter ask: asks a question, and gives its number; nil where nobody is there to answer.
    mutating func ask(_ ask: (Question) -> Int?) {
        guard let model = step?.model else { return }
        while asked.count < Self.mostAsked, let piece = wanted.first {
            let question = Question.slice(
                parameter: model.parameters[piece.part.parameter].name, first: piece.first, count: piece.count,
                of: piece.part.name)
            guard let sequence = ask(question) else { return }
            wanted.removeFirst()
            asked[sequence] = piece
        }
    }

    /// Takes an answer.
    /// - Returns: the reason why there is no use in going on; nil where there is.
    mutating func take(_ answer: Answer) -> String? {
        guard let piece = asked.removeValue(forKey: answer.sequence) else { return nil }
        if let fault = answer.fault {
            // An optimizer has no state before its first update, and counts in ways of its own.
            return piece.part.isNeeded ? fault : nil
        }
        guard let found = answer.values["value"], found.count == piece.count, answer.isHeld, answer.step == step?.record.step
        else {
            return "the run has gone on meanwhile"
        }
        values[piece.part, default: []] += found.map { Float($0) }
        return nil
    }

    /// The step, once all has come.
    var result: WholeStep? {
        guard var step, wanted.isEmpty, asked.isEmpty else { return nil }
        for (part, found) in values where !found.isEmpty {
            switch part.name {
            case Part.weight: step.parameters[part.parameter] = found
            case Part.gradient: step.gradients[part.parameter] = found
            case OptimizerSpec.countName: step.updates = found.first.map { Int(saturating: Double($0)) }
            default: step.slots[part.name, default: [:]][part.parameter] = found
            }
        }
        return step
    }
}

/// The proof of an update: the weights as the next update finds them, asked for in the breath that lets the run go on.
struct UpdateProof: Sendable {
    /// The update that is to be proved.
    let update: Int
    private let names: [String]
    private var asked: [Int: Int] = [:]
    private(set) var parameters: [Int: [Float]] = [:]

    /// Elements of a parameter that fit into one answer; with larger ones there is no proof.
    private static let size = 1 << 16

    /// - Returns: nil of a network with parameters too large to come in one answer each.
    init?(of update: Int, _ model: RemoteModel) {
        guard model.parameters.count <= 128, model.parameters.allSatisfy({ $0.count <= Self.size }) else { return nil }
        (self.update, names) = (update, model.parameters.map(\.name))
    }

    mutating func ask(_ ask: (Question) -> Int?) {
        for (parameter, name) in names.enumerated() {
            if let sequence = ask(.slice(parameter: name, first: 0, count: Self.size, of: "w")) { asked[sequence] = parameter }
        }
    }

    /// Takes an answer.
    /// - Returns: false where it is of a later update: then nothing can be proved any more.
    mutating func take(_ answer: Answer) -> Bool {
        guard let parameter = asked.removeValue(forKey: answer.sequence) else { return true }
        guard let found = answer.values["value"], answer.step == update + 1 else { return false }
        parameters[parameter] = found.map { Float($0) }
        return true
    }

    var isComplete: Bool { parameters.count == names.count }
}
